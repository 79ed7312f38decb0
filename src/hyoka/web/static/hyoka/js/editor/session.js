// 身元 — the session ended: sign in over the page. Only the same person's words are sent; another person sees nothing.

import { say } from "./words.js";

export class Session {
  constructor(root, { settled }) {
    this.root = root;
    this.settled = settled;
    this.csrf = root.dataset.csrf;
    this.person = root.dataset.person;
    this.dialog = document.getElementById("sign-in-again");
    this.waiting = null;
  }

  headers() {
    return { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf };
  }

  hear(csrf) {
    if (csrf) this.csrf = csrf;
  }

  // A fresh token from the page itself; false where it cannot be had.
  async refresh() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("editor");
      if (!page || page.dataset.person !== this.person) return false;
      this.hear(page.dataset.csrf);
      return true;
    } catch {
      return false;
    }
  }

  // Resolves to true once the same person is back; asks once, however many requests fail.
  signIn() {
    this.waiting ??= this.ask().finally(() => { this.waiting = null; });
    return this.waiting;
  }

  async ask() {
    await this.settled();
    const { activeElement: focus } = document;
    const caret = focus && "selectionStart" in focus ? [focus.selectionStart, focus.selectionEnd] : null;
    this.root.classList.add("is-locked");
    this.say("");
    this.dialog.showModal();
    await new Promise((resolve) => {
      const form = this.dialog.querySelector("form");
      const tried = async (event) => {
        event.preventDefault();
        if (!(await this.tried(form))) return;
        form.removeEventListener("submit", tried);
        resolve();
      };
      form.addEventListener("submit", tried);
      this.dialog.addEventListener("cancel", keepOpen);
    });
    this.dialog.removeEventListener("cancel", keepOpen);
    this.dialog.close();
    this.root.classList.remove("is-locked");
    focus?.focus?.({ preventScroll: true });
    if (caret && caret[0] !== null) focus.setSelectionRange(...caret);
    return true;
  }

  async tried(form) {
    const button = form.querySelector("[type=submit]");
    const { name, password, code } = form.elements;
    button.disabled = true;
    try {
      const answer = await fetch(this.root.dataset.signInUrl, {
        method: "POST", headers: this.headers(), credentials: "same-origin",
        body: JSON.stringify({ name: name.value, password: password.value, code: code.value }),
      });
      const body = await answer.json();
      this.hear(body.csrf);
      if (!body.ok) {
        this.say(body.message || say("名前かパスワードが違います。", "Wrong name or password."));
        return false;
      }
      if (String(body.person) !== this.person) {
        this.say(say(
          "別の人としてサインインしました。この画面の未保存の文は送られず、表示もしません。続けるには、元の人がサインインしてください。",
          "You signed in as somebody else. Nothing of this page is sent or shown. To go on, the first person must sign in.",
        ));
        return false;
      }
      return true;
    } catch {
      this.say(say("サーバーに届きません。少し待って、もう一度試してください。", "The server cannot be reached. Please try again."));
      return false;
    } finally {
      password.value = "";
      code.value = "";
      button.disabled = false;
    }
  }

  say(words) {
    this.dialog.querySelector("[data-message]").textContent = words;
  }
}

function keepOpen(event) {
  event.preventDefault();
}
