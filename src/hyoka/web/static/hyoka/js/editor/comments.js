// コメント — the threads of one cell in a panel beside the form.

import { showThreads } from "../threads.js";
import { say } from "./words.js";

export class Comments {
  constructor(cells, session) {
    Object.assign(this, { cells, session });
    this.panel = document.getElementById("comments-panel");
    if (!this.panel) return;
    this.body = this.panel.querySelector("[data-body]");
    document.addEventListener("click", (event) => {
      const place = event.target.closest?.("[data-comments]")?.dataset.comments;
      if (place) this.show(place);
    });
    this.panel.querySelector("[data-hide]").addEventListener("click", () => this.hide());
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
    this.panel.addEventListener("threads:changed", (event) => this.count(event.detail.open));
    this.panel.addEventListener("session:ended", () => this.session.signIn());
  }

  async show(place) {
    this.place = place;
    this.panel.hidden = false;
    this.panel.querySelector("h2").focus({ preventScroll: true });
    try {
      const answer = await showThreads(this.body, this.cells.root.dataset.threadsUrl, place);
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        await this.session.signIn();
        await this.show(place);
      }
    } catch {
      this.body.textContent = say("コメントを読み込めませんでした。", "The comments could not be loaded.");
    }
  }

  hide() {
    this.panel.hidden = true;
    this.cells.controls.get(this.place)?.focus();
  }

  // The mark beside the cell follows what the panel knows.
  count(open) {
    const box = document.getElementById(`c-${this.place.replaceAll("/", ".")}`)?.closest(".cell");
    if (!box) return;
    let mark = box.querySelector(`[data-comments="${CSS.escape(this.place)}"]`);
    if (!open) return mark?.remove();
    if (!mark) {
      mark = document.createElement("button");
      mark.type = "button";
      mark.className = "cell__mark mark--comment";
      mark.dataset.comments = this.place;
      let tools = box.querySelector(":scope > .cell__tools");
      if (!tools) {
        tools = document.createElement("span");
        tools.className = "cell__tools";
        box.append(tools);
      }
      tools.append(mark);
    }
    mark.textContent = say(`コメント${open}`, `${open} comments`);
  }
}
