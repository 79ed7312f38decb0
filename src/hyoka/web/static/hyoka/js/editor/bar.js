// 保存の帯 — always in sight: whether everything is saved, and what the present cell says of itself.

import { toast } from "../page.js";
import { clock, say } from "./words.js";

export class Bar {
  constructor(cells) {
    this.cells = cells;
    this.queue = cells.queue;
    this.box = document.getElementById("save-state");
    this.word = this.box.querySelector("[data-word]");
    this.place = null;
    cells.root.addEventListener("cell:focus", (event) => this.enter(event.detail));
    cells.root.addEventListener("cell:theirs", (event) => {
      const { by, place } = event.detail;
      const name = cells.controls.get(place)?.getAttribute("aria-label") ?? "";
      toast(say(`${by || "ほかの人"}が書き直しました: ${name}`, `${by || "A colleague"} changed: ${name}`));
    });
    cells.root.addEventListener("row:removed", (event) => this.offer(event.detail));
    this.box.querySelector("[data-save]")?.addEventListener("click", () => this.queue.resume());
    this.box.querySelector("[data-undo]")?.addEventListener("click", () => cells.step(false));
    this.box.querySelector("[data-redo]")?.addEventListener("click", () => cells.step(true));
    cells.root.addEventListener("sheet:state", (event) => this.stage(event.detail));
    this.show();
  }

  // What may be typed depends on the stage and the season: the page drawn for another one is out of date.
  stage({ stage, season }) {
    const { root } = this.cells;
    if (!stage || (stage === root.dataset.stage && (!season || season === root.dataset.season))) return;
    Object.assign(root.dataset, { stage, season: season ?? "" });
    toast(say("この評価表の段階が変わりました。書いた文を保存してから、画面を開き直してください。", "The stage of this sheet has changed. Reload the page once everything is saved."), "warning");
  }

  show() {
    const { unsaved, saving, failures, paused, conflicts, refused, savedAt, reason } = this.queue.summary();
    let look = "";
    let word = savedAt ? say(`保存済み（${clock(savedAt)}）`, `Saved (${clock(savedAt)})`) : say("変更はありません", "No changes");
    if (!("mayEdit" in this.cells.root.dataset)) word = say("読むだけの画面です", "Read only");
    if (paused) [look, word] = ["failed", unsaved ? say(`サインインが切れました。${unsaved} 個の欄が未保存です`, `Signed out. ${unsaved} cells not saved`) : say("サインインが切れました。未保存の欄はありません", "Signed out. Everything is saved")];
    else if (failures) [look, word] = ["offline", `${say(`保存できません。${unsaved} 個の欄をくり返し送っています`, `Cannot save. Sending ${unsaved} cells again`)}${reason ? say(`（${reason}）`, ` (${reason})`) : ""}`];
    else if (conflicts) [look, word] = ["failed", say(`${conflicts} 個の欄が、ほかの人の文と食い違っています`, `${conflicts} cells differ from a colleague's text`)];
    else if (refused) [look, word] = ["failed", say(`${refused} 個の欄を保存できません`, `${refused} cells cannot be saved`)];
    else if (saving) [look, word] = ["saving", say("保存中", "Saving")];
    else if (unsaved) [look, word] = ["saving", say(`未保存（${unsaved} 個の欄）`, `Not saved (${unsaved} cells)`)];
    this.box.className = look ? `save-state save-state--${look}` : "save-state";
    if (this.word.textContent !== word) this.word.textContent = word;
    if (this.place) this.say();
  }

  enter(place) {
    this.place = place;
    const control = this.cells.controls.get(place);
    this.put("cell-name", control?.getAttribute("aria-label") ?? "");
    for (const button of this.box.querySelectorAll("[data-history], [data-comments]")) {
      if ("history" in button.dataset) button.dataset.history = place;
      if ("comments" in button.dataset) button.dataset.comments = place;
      button.hidden = false;
    }
    this.say();
  }

  say() {
    const words = this.cells.words(this.place);
    const { by, at } = this.cells.controls.get(this.place)?.dataset ?? {};
    const last = by ? say(`最後の記入: ${by}${at ? `（${at}）` : ""}`, `Last edit: ${by}${at ? ` (${at})` : ""}`) : "";
    this.put("cell-state", words && words !== this.word.textContent ? words : last);
  }

  put(name, text) {
    const slot = this.box.querySelector(`[data-${name}]`);
    if (slot && slot.textContent !== text) slot.textContent = text;
  }

  offer({ undo }) {
    const button = this.box.querySelector("[data-bring-back]");
    if (!button) return;
    button.hidden = false;
    button.onclick = () => {
      button.hidden = true;
      undo();
    };
    setTimeout(() => { button.hidden = true; }, 30000);
  }
}
