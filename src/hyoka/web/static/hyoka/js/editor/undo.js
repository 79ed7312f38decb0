// 元に戻す — every change of the page in one list; taking one back is a new edit, never a rewriting of history.

const PAUSE = 1000;
const MOST = 500;

export class Undo {
  // put(place, text) writes into a cell; false where the cell is gone.
  constructor(put, now = () => performance.now()) {
    Object.assign(this, { put, now, done: [], undone: [], open: null });
  }

  // Keystrokes without a pause in one cell are one step.
  typed(place, before, after) {
    if (before === after) return;
    const step = this.done.at(-1);
    if (step && step === this.open && step[0].place === place && this.now() - this.at < PAUSE) step[0].after = after;
    else this.add([{ place, before, after }]);
    this.open = this.done.at(-1);
    this.at = this.now();
  }

  // Each is {place, before, after}, or {place, take(side)} for what is no text: rows that come, go and move.
  add(steps) {
    if (!steps.length) return;
    this.done.push(steps);
    if (this.done.length > MOST) this.done.shift();
    this.undone = [];
    this.open = null;
  }

  close() {
    this.open = null;
  }

  // A step that was taken back by another way.
  drop(step) {
    this.done = this.done.filter((one) => one !== step);
  }

  undo() {
    return this.move(this.done, this.undone, "before");
  }

  redo() {
    return this.move(this.undone, this.done, "after");
  }

  move(from, to, side) {
    this.open = null;
    const step = from.pop();
    if (!step) return [];
    to.push(step);
    return step.filter((one) => (one.take ? one.take(side) : this.put(one.place, one[side]))).map((one) => one.place);
  }
}
