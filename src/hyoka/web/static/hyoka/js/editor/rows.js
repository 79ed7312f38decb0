// 行 — rows come, go and move as edits; then the block is drawn again by the server, around whatever is being typed.

import { toast } from "../page.js";
import { say } from "./words.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
const OF_SERIES = new Set(["target", "actual", "status", "status_reason", "from_month", "to_month", "kind", "target_kind", "better", "baseline", "presence", "budget_amended"]);

export class Rows {
  constructor(cells, talk, findings) {
    Object.assign(this, { cells, talk, findings, stale: new Set() });
    cells.root.addEventListener("click", (event) => {
      const button = event.target.closest?.("button[data-op]");
      if (button) this.act(button);
    });
    cells.root.addEventListener("row:news", (event) => this.hear(event.detail));
  }

  // A colleague, or another page of one's own, changed the rows of a list.
  hear({ place, op, by_me: isMine }) {
    const isHere = Boolean(this.cells.root.querySelector(`[data-row="${CSS.escape(place)}"]`));
    if (op === "add" ? !isHere : op === "remove" ? isHere : !isMine) this.draw(place, null);
  }

  async act(button) {
    const { op, holder, row, after = "", value = "{}", name } = button.dataset;
    if (op === "remove" && !(await this.agreed(name))) return;
    const place = op === "add" ? `${holder}/${key()}` : row;
    const was = op === "add" ? "" : previous(row);
    const back = { add: { op: "remove", place }, remove: { op: "add", place, after: was, value: {} }, move: { op: "move", place, after: was } }[op];
    const again = { op, place, after, value: op === "add" ? {} : "" };
    const step = [{ place, take: (side) => this.make(side === "before" ? back : again) }];
    button.disabled = true;
    const isDone = await this.make({ op, place, after, value: op === "add" ? JSON.parse(value) : "" }, step);
    button.disabled = false;
    if (isDone && op === "remove") this.offerBack(place, () => (this.cells.undo.drop(step), this.make(back)));
  }

  // Whether it was done; why not, is told. A row that others wrote in since this page last looked is not taken away unseen.
  async make(edit, step = []) {
    const result = await this.cells.queue.row({ ...edit, base_rev: this.findings.seq });
    if (result.status === "saved") this.cells.undo.add(step);
    if (result.status === "saved") await this.draw(edit.place, edit.op === "add" ? edit.place : null);
    else {
      if (result.status === "conflict") toast(say(`${result.by || "ほかの人"}がこの行に書き込みました。確かめてから、もう一度消してください。`, `${result.by || "A colleague"} has written in this row. Look, then remove it again.`), "warning");
      if (result.status === "refused") toast(result.message, "error");
      await this.findings.ask();
    }
    return result.status === "saved";
  }

  offerBack(place, undo) {
    this.cells.root.dispatchEvent(new CustomEvent("row:removed", { detail: { place, undo } }));
  }

  agreed(name) {
    const dialog = document.getElementById("remove-row");
    dialog.querySelector("[data-message]").textContent = say(`「${name}」を消します。履歴に残り、すぐなら元に戻せます。`, `Remove “${name}”? It stays in the history and can be brought back.`);
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    });
  }

  // A saved figure changes what is proposed and drawn beside it: the block is drawn again once nobody is in it.
  saved(place) {
    if (!OF_SERIES.has(place.split("/").at(-1))) return;
    this.stale.add(this.blockOf(place));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.freshen(), 400);
  }

  async freshen() {
    for (const block of [...this.stale]) {
      this.stale.delete(block);
      if (block?.isConnected) await this.draw(block.dataset.block, null);
    }
  }

  blockOf(place) {
    const control = this.cells.controls.get(place);
    if (control) return control.closest("[data-block]");
    const blocks = [...this.cells.root.querySelectorAll("[data-block]")].filter((one) => `${place}/`.startsWith(`${one.dataset.block}/`));
    return blocks.sort((a, b) => b.dataset.block.length - a.dataset.block.length)[0] ?? null;
  }

  async draw(place, focusRow) {
    const html = await this.talk.get(this.cells.root.dataset.fragmentUrl, { place }, "text");
    const old = this.blockOf(place);
    if (!html || !old) return;
    await this.cells.whenSettled();
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-block]");
    if (!fresh || fresh.dataset.block !== old.dataset.block) return;
    this.replace(old, document.importNode(fresh, true));
    // Whoever has gone on typing elsewhere is not called back.
    if (focusRow && !this.cells.of(document.activeElement)) this.enter(focusRow);
    this.cells.root.dispatchEvent(new CustomEvent("block:drawn", { detail: place }));
  }

  // The block's new form with the old controls wherever somebody is typing or something waits to be saved.
  replace(old, fresh) {
    const { activeElement: focus } = document;
    const caret = old.contains(focus) && focus.matches("textarea") ? [focus.selectionStart, focus.selectionEnd, focus.scrollTop] : null;
    const hadFocus = old.contains(focus) ? focus : null;
    const opened = new Set([...old.querySelectorAll("details[open]")].map(nameOf));
    const scrolls = [...old.querySelectorAll(".sheet-scroll")].map((one) => one.scrollLeft);
    for (const control of fresh.querySelectorAll(".cell__input[data-place]")) {
      const { place } = control.dataset;
      const held = this.cells.controls.get(place);
      const isKept = held && old.contains(held) && (held === focus || !this.cells.queue.isClean(place));
      if (isKept) control.replaceWith(held);
    }
    for (const details of fresh.querySelectorAll("details")) if (opened.has(nameOf(details))) details.open = true;
    old.replaceWith(fresh);
    fresh.querySelectorAll(".sheet-scroll").forEach((one, at) => { one.scrollLeft = scrolls[at] ?? 0; });
    this.cells.bind(fresh);
    for (const control of fresh.querySelectorAll(".cell__input[data-place]")) this.cells.changed(control.dataset.place);
    if (!hadFocus?.isConnected || document.activeElement === hadFocus) return;
    hadFocus.focus({ preventScroll: true });
    if (caret) {
      hadFocus.setSelectionRange(caret[0], caret[1]);
      hadFocus.scrollTop = caret[2];
    }
  }

  enter(row) {
    const first = [...this.cells.controls.keys()].find((place) => place.startsWith(`${row}/`));
    this.cells.controls.get(first)?.focus();
  }
}

// Which of the folded parts this is: its kind, and the series or cell that it stands beside.
function nameOf(details) {
  const beside = details.closest("[data-beside]")?.dataset.beside ?? details.closest("td")?.id ?? "";
  return `${details.classList[0] ?? ""} ${beside}`;
}

function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => LETTERS[byte % 32]).join("");
}

// The row that stands before this one in its list, by its key; "" for the first.
function previous(row) {
  const holder = row.slice(0, row.lastIndexOf("/"));
  const every = [...document.querySelectorAll("[data-row]")].map((one) => one.dataset.row);
  const rows = [...new Set(every)].filter((one) => one.slice(0, one.lastIndexOf("/")) === holder);
  const before = rows[rows.indexOf(row) - 1];
  return before ? before.slice(before.lastIndexOf("/") + 1) : "";
}
