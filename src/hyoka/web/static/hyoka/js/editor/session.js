// 身元 — the session ended: sign in over the page. Only the same person's words are sent; another person sees nothing.

import { say } from "./words.js";

export class Session {
  // settled(): nothing is being composed. locked(is): nothing may be sent, or sending may go on.
  constructor(root, { settled, locked }) {
    Object.assign(this, { root, settled, locked });
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

  // Who is signed in in this browser now, with a fresh token; null where the server cannot be reached.
  async who() {
    try {
      const answer = await fetch(this.root.dataset.signInUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  isMine(told) {
    if (!told || String(told.person) !== this.person) return false;
    this.hear(told.csrf);
    return true;
  }

  // The token was refused: a fresh one if the same person is still signed in, else the dialog.
  async refresh() {
    const told = await this.who();
    if (told && !this.isMine(told)) await this.signIn();
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
    this.locked(true);
    this.root.classList.add("is-locked");
    this.say("");
    this.dialog.showModal();
    await this.answered();
    this.dialog.close();
    this.root.classList.remove("is-locked");
    focus?.focus?.({ preventScroll: true });
    if (caret && caret[0] !== null) focus.setSelectionRange(...caret);
    this.locked(false);
    return true;
  }

  // Until the same person has signed in here, or in another page of this browser.
  answered() {
    return new Promise((resolve) => {
      const form = this.dialog.querySelector("form");
      const stop = new AbortController();
      const done = async (check) => {
        if (!(await check())) return;
        stop.abort();
        resolve();
      };
      const { signal } = stop;
      form.addEventListener("submit", (event) => { event.preventDefault(); done(() => this.tried(form)); }, { signal });
      this.dialog.addEventListener("cancel", (event) => event.preventDefault(), { signal });
      window.addEventListener("focus", () => done(async () => this.isMine(await this.who())), { signal });
    });
  }

  async tried(form) {
    const button = form.querySelector("[type=submit]");
    const { name, password, code } = form.elements;
    button.disabled = true;
    try {
      this.hear((await this.who())?.csrf);
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
