// 履歴 — who wrote what in a cell, and when, in a dialog.

import { say } from "./words.js";

export class History {
  constructor(cells, talk) {
    Object.assign(this, { cells, talk });
    this.dialog = document.getElementById("history");
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-history]");
      if (button) this.show(button.dataset.history);
    });
  }

  async show(place) {
    if (!place) return;
    const body = this.dialog.querySelector("[data-body]");
    this.dialog.querySelector("[data-place-name]").textContent = this.cells.controls.get(place)?.getAttribute("aria-label") ?? "";
    body.textContent = say("読み込んでいます…", "Loading…");
    this.dialog.showModal();
    const html = await this.talk.get(this.cells.root.dataset.historyUrl, { place }, "text");
    if (html === null) {
      body.textContent = say("履歴を読み込めませんでした。もう一度試してください。", "The history could not be loaded. Please try again.");
      return;
    }
    const page = new DOMParser().parseFromString(html, "text/html");
    body.replaceChildren(...document.importNode(page.body, true).childNodes);
  }
}
