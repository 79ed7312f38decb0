// 直さない理由 — why a finding of level 要修正 stands, written where it is read. The words stay until the server has them.

import { say } from "./words.js";

export class Explain {
  constructor(cells, talk, findings) {
    Object.assign(this, { cells, talk, findings });
    this.dialog = document.getElementById("explain");
    if (!this.dialog) return;
    this.text = this.dialog.querySelector("textarea");
    this.told = this.dialog.querySelector("[data-told]");
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-explain]");
      if (button) this.show(button);
    });
    this.dialog.querySelector("form").addEventListener("submit", (event) => {
      if (event.submitter?.value !== "keep") return;
      event.preventDefault();
      this.keep(event.submitter);
    });
  }

  show(button) {
    const item = button.closest(".finding");
    this.fingerprint = button.dataset.explain;
    this.text.value = button.dataset.reason ?? "";
    this.told.textContent = "";
    this.dialog.querySelector("[data-finding-words]").textContent = item?.querySelector(".finding__message")?.textContent ?? "";
    this.dialog.showModal();
    this.text.focus();
  }

  async keep(button) {
    button.disabled = true;
    await this.cells.queue.flush(); // the finding is about what is saved
    const { status, body } = await this.talk.send(this.cells.root.dataset.explainUrl, { fingerprint: this.fingerprint, text: this.text.value });
    button.disabled = false;
    if (body?.findings) {
      this.findings.show(body.findings);
      this.dialog.close();
      return;
    }
    this.told.textContent = body?.message || (status
      ? say("保存できませんでした。文はここに残っています。もう一度試してください。", "Not kept. Your words are still here; try again.")
      : say("つながりません。文はここに残っています。もう一度試してください。", "No connection. Your words are still here; try again."));
  }
}
