// 欄 — the controls of the form and the queue: typing, composing, leaving, and what each cell says of its state.

import { clock, say } from "./words.js";
import { Undo } from "./undo.js";

const STATES = ["saving", "saved", "failed", "conflict"];
const WORDS = {
  clean: () => "",
  unsaved: () => say("未保存", "Not saved"),
  saving: () => say("保存中", "Saving"),
  saved: (cell) => say(`保存済み（${clock(cell.savedAt)}）`, `Saved (${clock(cell.savedAt)})`),
  failed: (cell) => cell.refused
    ? say(`保存できません: ${cell.refused.message || "文が長すぎます"}`, `Cannot be saved: ${cell.refused.message || "too long"}`)
    : say("保存できません（くり返し送ります）", "Cannot be saved now (will be sent again)"),
  conflict: () => say("ほかの人の文と食い違っています", "Differs from a colleague's text"),
};

export class Cells {
  constructor(root, queue) {
    this.root = root;
    this.queue = queue;
    queue.mirrored = ({ place, rev, value }, at) => this.hear(place, { rev, value, by: "", at });
    this.undo = new Undo((place, text) => this.put(place, text));
    this.controls = new Map(); // place → control
    this.composing = null;
    this.last = new WeakMap(); // what a control held before this keystroke
    this.settled = [];
    this.bind(root);
    root.addEventListener("focusin", (event) => this.focused(event.target));
    root.addEventListener("focusout", (event) => this.left(event.target));
    root.addEventListener("compositionstart", (event) => { this.composing = event.target; });
    root.addEventListener("compositionend", (event) => this.composed(event.target));
    root.addEventListener("beforeinput", (event) => this.undone(event));
    root.addEventListener("input", (event) => this.typed(event.target, event.isComposing));
    root.addEventListener("keydown", (event) => this.keyed(event));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.hide());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("online", () => queue.resume());
    window.addEventListener("beforeunload", (event) => this.guard(event));
  }

  // Controls that came with the page, or with a block drawn again.
  bind(scope) {
    for (const control of scope.querySelectorAll(".cell__input[data-place]")) {
      const { place, rev } = control.dataset;
      this.queue.register(place, control.value, Number(rev));
      this.controls.set(place, control);
      this.last.set(control, control.value);
      fit(control);
    }
    for (const [place, control] of this.controls) if (!control.isConnected) this.controls.delete(place);
  }

  of(target) {
    return target instanceof Element && target.matches?.(".cell__input[data-place]") ? target : null;
  }

  // ── typing ──

  typed(target, isComposing) {
    const control = this.of(target);
    if (!control) return;
    fit(control);
    if (isComposing || this.composing === control) {
      this.show(control.dataset.place, "unsaved");
      return;
    }
    const { place } = control.dataset;
    this.undo.typed(place, this.last.get(control) ?? "", control.value);
    this.last.set(control, control.value);
    this.mirror(place, control.value);
    this.queue.type(place, control.value, { soon: control.matches("select") });
  }

  composed(target) {
    this.composing = null;
    this.typed(target, false);
    for (const done of this.settled.splice(0)) done();
  }

  // Whoever wants to touch the page waits until nothing is being composed.
  whenSettled() {
    return this.composing ? new Promise((resolve) => this.settled.push(resolve)) : Promise.resolve();
  }

  focused(target) {
    const control = this.of(target);
    if (!control) return;
    this.entered = { control, text: control.value };
    control.closest(".cell")?.classList.add("cell--mine");
    this.root.dispatchEvent(new CustomEvent("cell:focus", { detail: control.dataset.place }));
  }

  left(target) {
    const control = this.of(target);
    if (!control) return;
    control.closest(".cell")?.classList.remove("cell--mine");
    if (this.composing === control) this.composed(control);
    this.undo.close();
    this.queue.flush();
    setTimeout(() => this.catchUp(control.dataset.place));
  }

  hide() {
    this.gather();
    this.queue.flush({ keepalive: true });
  }

  leave() {
    this.gather();
    this.queue.leave();
  }

  // Text still being composed is taken as it stands when the page goes.
  gather() {
    const control = this.composing;
    if (control) this.queue.type(control.dataset.place, control.value);
  }

  guard(event) {
    this.gather();
    if (!this.queue.unsaved().length) return;
    this.queue.flush();
    event.preventDefault();
    event.returnValue = "";
  }

  keyed(event) {
    if (event.isComposing || event.keyCode === 229 || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "s") {
      event.preventDefault();
      this.queue.flush();
    } else if (key === "z" || key === "y") {
      event.preventDefault();
      this.step(key === "y" || event.shiftKey);
    }
  }

  undone(event) {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    this.step(event.inputType === "historyRedo");
  }

  step(isRedo) {
    const places = isRedo ? this.undo.redo() : this.undo.undo();
    const first = places.map((place) => this.controls.get(place)).find(Boolean);
    if (first && document.activeElement !== first) first.focus();
  }

  // ── putting text in, as the person asked for it ──

  // Several cells as one step that undo takes back at once: [[place, text], …].
  change(texts) {
    const steps = [];
    for (const [place, text] of texts) {
      const control = this.controls.get(place);
      if (!control || control.value === text) continue;
      steps.push({ place, before: control.value, after: text });
      this.put(place, text);
    }
    this.undo.add(steps);
    return steps.length;
  }

  put(place, text) {
    const control = this.controls.get(place);
    if (!control) return false;
    write(control, text);
    this.last.set(control, text);
    this.mirror(place, text);
    this.queue.type(place, text);
    return true;
  }

  text(place) {
    return this.controls.get(place)?.value ?? "";
  }

  // The same place printed once more, as plain text.
  mirror(place, text) {
    for (const other of this.root.querySelectorAll(`[data-place="${CSS.escape(place)}"]:not(.cell__input)`)) {
      if (!other.children.length) other.textContent = text;
    }
  }

  // ── what comes from the server ──

  // A colleague's text, only where nobody is typing and nothing is waiting.
  hear(place, news) {
    if (!this.queue.cells.has(place)) {
      this.mirror(place, news.value);
      return;
    }
    if (this.queue.hear(place, news)) this.catchUp(place);
  }

  catchUp(place) {
    const cell = this.queue.cells.get(place);
    const control = this.controls.get(place);
    if (!cell?.news || !control || !this.queue.isClean(place)) return;
    const same = control.value === cell.news.value;
    if (!same && (document.activeElement === control || this.composing === control || control.value !== cell.want)) return;
    const { by, at } = cell.news;
    if (!same) write(control, cell.news.value);
    this.last.set(control, control.value);
    this.mirror(place, control.value);
    this.queue.accept(place);
    if (!same) this.markTheirs(control, by, at);
  }

  markTheirs(control, by, at) {
    const box = control.closest(".cell");
    box?.classList.add("cell--theirs");
    Object.assign(control.dataset, { by: by ?? "", at: at ?? "" });
    control.addEventListener("focus", () => box?.classList.remove("cell--theirs"), { once: true });
    this.root.dispatchEvent(new CustomEvent("cell:theirs", { detail: { place: control.dataset.place, by } }));
  }

  // The queue says that a cell's state changed.
  changed(place) {
    const control = this.controls.get(place);
    if (!control) return;
    const cell = this.queue.cells.get(place);
    const state = this.queue.state(place);
    control.dataset.rev = cell.rev;
    if (state === "saved") delete control.dataset.by; // it was this page
    // What the server made of the text is shown when nobody is in the cell and it still holds what was sent.
    if (state === "saved" && cell.shown !== undefined && cell.shown !== cell.acked && control.value === cell.acked
      && document.activeElement !== control && this.composing !== control && !control.matches("select")) {
      cell.acked = cell.want = cell.shown;
      write(control, cell.shown);
      this.last.set(control, cell.shown);
    }
    this.show(place, state);
    if (state === "saved" || state === "clean") this.catchUp(place);
  }

  show(place, state) {
    const control = this.controls.get(place);
    const box = control?.closest(".cell");
    if (!box) return;
    const others = [...box.querySelectorAll(".cell__input[data-place]")].map((one) => (one === control ? state : this.queue.state(one.dataset.place)));
    const worst = ["conflict", "failed", "saving", "unsaved", "saved"].find((one) => others.includes(one)) ?? "clean";
    for (const one of STATES) box.classList.toggle(`cell--${one}`, one === worst);
    control.dataset.state = state;
    control.toggleAttribute("aria-invalid", state === "failed" && Boolean(this.queue.cells.get(place)?.refused));
  }

  words(place) {
    const cell = this.queue.cells.get(place);
    return cell ? WORDS[this.queue.state(place)](cell) : "";
  }
}

// A word that the choice does not have yet is added to it: what somebody wrote is never lost.
function write(control, text) {
  if (control instanceof HTMLSelectElement && ![...control.options].some((option) => option.value === text)) {
    control.add(new Option(text, text));
  }
  control.value = text;
  fit(control);
}

// Browsers that cannot size a field to its content are told its height.
function fit(control) {
  if (!(control instanceof HTMLTextAreaElement) || CSS.supports("field-sizing", "content")) return;
  control.style.height = "auto";
  control.style.height = `${control.scrollHeight}px`;
}
