// 表の操作 — the keyboard as in a spreadsheet, and a block of Excel pasted over the open cells to the right and below.
//
//   Tab, Shift+Tab     the next or previous field (the browser's own)
//   Enter, Shift+Enter down, up (in long texts Enter is a line break, Ctrl+Enter goes down); Alt+Enter breaks the line
//   arrows             out of the cell at the edge of its text, or at once with Ctrl
//   F2                 from choosing to writing: the caret at the end of the text
//   Esc                the text as it was when the cell was entered
//   several cells      block.js

import { mapOf } from "./table.js";
import { parseBlock } from "./tsv.js";
import { say } from "./words.js";

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Grid {
  constructor(cells) {
    this.cells = cells;
    this.dialog = document.getElementById("paste-preview");
    cells.root.addEventListener("keydown", (event) => this.keyed(event));
    cells.root.addEventListener("paste", (event) => this.pasted(event));
    cells.root.addEventListener("keyup", (event) => event.key === "Tab" && this.choose(cells.of(event.target)));
  }

  keyed(event) {
    const control = this.cells.of(event.target);
    if (!control || event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    if (key === "Enter") this.entered(event, control);
    else if (key === "F2") this.write(event, control);
    else if (key === "Escape") this.restore(event, control);
    else if (ARROWS[key] && !event.shiftKey && !event.altKey) this.moved(event, control);
  }

  entered(event, control) {
    const isLong = control.dataset.long !== undefined;
    if (event.altKey) {
      event.preventDefault();
      if (control.matches("textarea")) insert(control, "\n");
      return;
    }
    if (isLong && !event.ctrlKey) return;
    event.preventDefault();
    this.go(control, 0, event.shiftKey ? -1 : 1);
  }

  write(event, control) {
    event.preventDefault();
    if (control.matches("textarea")) control.setSelectionRange(control.value.length, control.value.length);
  }

  restore(event, control) {
    const { entered } = this.cells;
    if (entered?.control !== control || entered.text === control.value) return;
    event.preventDefault();
    this.cells.change([[control.dataset.place, entered.text]]);
  }

  moved(event, control) {
    const [right, down] = ARROWS[event.key];
    if (control.matches("select")) {
      if (!event.ctrlKey && right === 0) return; // up and down choose a word
    } else if (!event.ctrlKey && !isAtEdge(control, right, down)) return;
    event.preventDefault();
    this.go(control, right, down);
  }

  go(control, right, down) {
    const next = nearest(control, this.open(), right, down);
    if (!next) return;
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.choose(next);
  }

  // A short cell that is entered by the keyboard is chosen whole, as in a spreadsheet.
  choose(control) {
    if (control?.matches("textarea") && control.dataset.long === undefined) control.select();
  }

  open() {
    return [...this.cells.root.querySelectorAll(".cell__input[data-place]")].filter((one) => one.offsetParent !== null && !one.closest("details:not([open])"));
  }

  // ── pasting ──

  pasted(event) {
    const control = this.cells.of(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!control || !text) return;
    const rows = parseBlock(text);
    const isBlock = rows.length > 1 || rows[0].length > 1;
    if (!isBlock) {
      if (rows[0][0] === text.replace(/\r\n?/g, "\n") || !text.includes('"')) return; // as it is: the browser's own
      event.preventDefault();
      insert(control, rows[0][0]);
      return;
    }
    if (control.dataset.long !== undefined && !text.includes("\t")) return; // paragraphs
    event.preventDefault();
    this.preview(control, rows);
  }

  async preview(control, rows) {
    const { texts, left } = this.aim(control, rows);
    if (!(await this.agreed(texts, left))) {
      control.focus();
      return;
    }
    control.focus();
    this.cells.change(texts);
    this.cells.queue.flush();
  }

  // Which open cell each piece falls on: [[place, text], …], and how many pieces find none.
  aim(control, rows) {
    const map = mapOf(control.closest("table"));
    const start = map.at(control.closest("td"));
    const lines = linesBelow(map, start, rows);
    const texts = [];
    let left = 0;
    rows.forEach((row, down) => {
      row.forEach((text, right) => {
        const line = lines[down];
        const box = line === undefined ? null : map.cell(line, start.column + right);
        const isFirst = box && map.at(box).row === line && map.at(box).column === start.column + right;
        const target = down === 0 && right === 0 ? control : isFirst ? box.querySelector(".cell__input[data-place]") : null;
        if (target) texts.push([target.dataset.place, text.trim()]);
        else if (text.trim()) left += 1;
      });
    });
    return { texts, left };
  }

  agreed(texts, left) {
    const { dialog } = this;
    const boxes = texts.map(([place]) => this.cells.controls.get(place)?.closest(".cell")).filter(Boolean);
    boxes.forEach((box) => box.classList.add("cell--aimed"));
    dialog.querySelector("[data-message]").textContent = say(
      `${texts.length} 個の欄に貼り付けます。${left ? `記入できる欄がない ${left} 個は貼り付けません。` : ""}一度に元に戻せます（Ctrl+Z）。`,
      `Paste into ${texts.length} cells.${left ? ` ${left} pieces find no open cell and are left out.` : ""} One undo takes all back (Ctrl+Z).`,
    );
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        boxes.forEach((box) => box.classList.remove("cell--aimed"));
        resolve(dialog.returnValue === "yes");
      }, { once: true });
    });
  }
}

// Where the lines of the block fall. A cell that reaches over several lines of the table (a name beside target, actual
// and status) takes one line of the block if the block has words for every line, else its first (a copy of such a form).
function linesBelow(map, start, rows) {
  const steps = [start.row];
  for (let line = start.row + 1; line < map.height; line += 1) {
    const box = map.cell(line, start.column);
    if (box && map.at(box).row === line && !box.closest(".row--beside")) steps.push(line);
  }
  const plain = [];
  for (let line = start.row; line < map.height; line += 1) if (!map.isBeside(line)) plain.push(line);
  const spans = map.cell(start.row, start.column).rowSpan > 1;
  const hasWordsBetween = rows.some((row, down) => down > 0 && row[0]?.trim() && map.at(map.cell(plain[down], start.column))?.row !== plain[down]);
  return spans && hasWordsBetween ? steps : plain;
}

// The nearest control in a direction: overlapping across it first, then the shortest way.
function nearest(from, controls, right, down) {
  const here = from.getBoundingClientRect();
  const x = (here.left + here.right) / 2;
  const y = (here.top + here.bottom) / 2;
  let best = null;
  let least = Infinity;
  for (const control of controls) {
    if (control === from) continue;
    const box = control.getBoundingClientRect();
    const along = right ? (right > 0 ? box.left - here.right : here.left - box.right) : (down > 0 ? box.top - here.bottom : here.top - box.bottom);
    if (along < -2) continue;
    const overlaps = right ? box.top < here.bottom - 1 && box.bottom > here.top + 1 : box.left < here.right - 1 && box.right > here.left + 1;
    if (right && !overlaps) continue;
    const aside = right ? Math.abs((box.top + box.bottom) / 2 - y) : Math.abs((box.left + box.right) / 2 - x);
    const way = Math.max(0, along) + (overlaps ? aside / 100 : aside + 200);
    if (way < least) [least, best] = [way, control];
  }
  return best;
}

function isAtEdge(control, right, down) {
  const { selectionStart: start, selectionEnd: end, value } = control;
  if (start === 0 && end === value.length) return true; // chosen whole, or empty
  if (start !== end) return false;
  if (right < 0) return start === 0;
  if (right > 0) return end === value.length;
  if (control.dataset.long !== undefined) return down < 0 ? start === 0 : end === value.length;
  return down < 0 ? !value.slice(0, start).includes("\n") : !value.slice(end).includes("\n");
}

// As if typed, so that the browser's own events follow.
function insert(control, text) {
  control.setRangeText(text, control.selectionStart, control.selectionEnd, "end");
  control.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}
