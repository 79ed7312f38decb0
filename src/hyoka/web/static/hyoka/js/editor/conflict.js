// 元・相手・自分 — two people wrote in one cell. Nothing is decided for them: the three texts, and three ways out.

import { marked } from "./diff.js";
import { clock, say } from "./words.js";

export class Conflicts {
  constructor(cells) {
    this.cells = cells;
    this.queue = cells.queue;
    this.dialog = document.getElementById("conflict");
    this.open = null;
    this.dialog.addEventListener("click", (event) => this.chosen(event));
    this.dialog.addEventListener("close", () => { this.open = null; });
    cells.root.addEventListener("focusout", () => setTimeout(() => this.next()));
    cells.root.addEventListener("click", (event) => {
      const box = event.target.closest?.(".cell--conflict");
      const control = box?.querySelector('.cell__input[data-state="conflict"]');
      if (control && event.target.closest("[data-conflict]")) this.show(control.dataset.place);
    });
  }

  places() {
    return [...this.queue.cells.values()].filter((cell) => cell.conflict).map((cell) => cell.place);
  }

  // The screen opens by itself once the person has left the cell: nobody is torn out of a sentence.
  async next() {
    await this.cells.whenSettled();
    if (document.querySelector("dialog[open]")) return;
    const writing = this.cells.of(document.activeElement);
    const place = this.places().find((one) => this.cells.controls.get(one) !== writing);
    if (place) this.show(place);
  }

  show(place) {
    const { conflict } = this.queue.cells.get(place) ?? {};
    const control = this.cells.controls.get(place);
    if (!conflict || this.dialog.open) return;
    this.open = place;
    const mine = control?.value ?? conflict.mine;
    this.fill("place", control?.getAttribute("aria-label") ?? "");
    this.fill("who", say(
      `${conflict.by || "ほかの人"}（${clock(conflict.at)}）が先に書き直しました。どれを残しますか。どの文も履歴に残ります。`,
      `${conflict.by || "A colleague"} (${clock(conflict.at)}) was faster. Which text shall stand? All are kept in the history.`,
    ));
    this.fill("base", conflict.base || say("（空欄）", "(blank)"));
    this.put("theirs", marked(conflict.base, conflict.theirs));
    this.put("mine", marked(conflict.base, mine));
    const hand = this.dialog.querySelector("textarea");
    hand.value = mine;
    this.dialog.querySelector("[data-hand]").hidden = true;
    this.dialog.showModal();
  }

  chosen(event) {
    const choice = event.target.closest("[data-choice]")?.dataset.choice;
    if (!choice || !this.open) return;
    const place = this.open;
    const { conflict } = this.queue.cells.get(place);
    if (!conflict) return this.dialog.close();
    if (choice === "hand") {
      this.dialog.querySelector("[data-hand]").hidden = false;
      this.dialog.querySelector("textarea").focus();
      return;
    }
    if (choice === "later") return this.dialog.close();
    const mine = this.cells.text(place) || conflict.mine;
    const text = { theirs: conflict.theirs, mine, done: this.dialog.querySelector("textarea").value }[choice];
    this.dialog.close();
    this.queue.resolve(place, text);
    this.cells.change([[place, text]]);
    this.cells.controls.get(place)?.focus();
  }

  fill(name, text) {
    this.dialog.querySelector(`[data-${name}]`).textContent = text;
  }

  put(name, node) {
    this.dialog.querySelector(`[data-${name}]`).replaceChildren(node);
  }
}
