// 範囲 — several cells of one table chosen together: copied as a spreadsheet copies them, or emptied at once.
//
//   Shift+click        from the present cell to the one clicked
//   Shift+arrows       from a cell that is chosen whole, or empty
//   Ctrl+C             the block, for Excel or for another place of the form
//   Delete             empties the cells of the block that may be typed in, as one step
//   any other key      the block is let go

import { mapOf } from "./table.js";
import { writeBlock } from "./tsv.js";

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Block {
  constructor(cells) {
    this.cells = cells;
    this.chosen = null; // { map, from: {row, column}, to: {row, column} }
    cells.root.addEventListener("mousedown", (event) => this.pressed(event));
    cells.root.addEventListener("keydown", (event) => this.keyed(event), true); // before a single cell hears of it
    cells.root.addEventListener("copy", (event) => this.copied(event));
    cells.root.addEventListener("focusout", () => setTimeout(() => document.hasFocus() && this.left()));
  }

  pressed(event) {
    const here = this.cells.of(document.activeElement)?.closest("td");
    const there = event.target.closest?.("td, th");
    if (!event.shiftKey || !here || !there || there === here || here.closest("table") !== there.closest("table")) return this.clear();
    event.preventDefault(); // the caret stays where it is
    const map = mapOf(here.closest("table"));
    this.show(map, map.at(here), map.at(there));
  }

  keyed(event) {
    const control = this.cells.of(event.target);
    if (!control || event.isComposing || ["Shift", "Control", "Meta"].includes(event.key)) return;
    const hold = event.ctrlKey || event.metaKey;
    if (event.shiftKey && !hold && ARROWS[event.key] && (this.chosen || isWhole(control))) this.stretch(event, control);
    else if (this.chosen && event.key === "Delete" && !hold) this.empty(event);
    else if (this.chosen && !(hold && event.key.toLowerCase() === "c")) this.clear();
  }

  stretch(event, control) {
    const box = control.closest("td");
    if (!box) return;
    const map = this.chosen?.map ?? mapOf(box.closest("table"));
    const from = this.chosen?.from ?? map.at(box);
    const { row, column } = this.chosen?.to ?? from;
    const [right, down] = ARROWS[event.key];
    const to = { row: map.step(row, down), column: column + right };
    event.preventDefault();
    event.stopPropagation();
    if (map.cell(to.row, to.column)) this.show(map, from, to);
  }

  show(map, from, to) {
    this.clear();
    this.chosen = { map, from, to };
    for (const box of new Set(this.lines().flat())) box?.classList.add("cell--chosen");
  }

  clear() {
    if (!this.chosen) return;
    this.chosen = null;
    for (const box of this.cells.root.querySelectorAll(".cell--chosen")) box.classList.remove("cell--chosen");
  }

  left() {
    if (!this.cells.of(document.activeElement)) this.clear();
  }

  // The boxes of the block, line by line; a box that reaches over several places stands at each of them.
  lines() {
    const { map, from, to } = this.chosen;
    const [top, bottom] = [from.row, to.row].sort((a, b) => a - b);
    const [left, right] = [from.column, to.column].sort((a, b) => a - b);
    const rows = [];
    for (let row = top; row <= bottom; row += 1) {
      if (!map.isBeside(row)) rows.push(Array.from({ length: right - left + 1 }, (_, at) => map.cell(row, left + at)));
    }
    return rows;
  }

  // The words of a box once, at the first place of it that the block holds.
  copied(event) {
    if (!this.chosen) return;
    const told = new Set();
    const words = (box) => (told.has(box) ? "" : (told.add(box), textOf(box)));
    event.clipboardData.setData("text/plain", writeBlock(this.lines().map((row) => row.map(words))));
    event.preventDefault();
  }

  empty(event) {
    event.preventDefault();
    event.stopPropagation();
    const controls = [...new Set(this.lines().flat())].map((box) => box?.querySelector("textarea.cell__input[data-place]")).filter(Boolean);
    this.cells.change(controls.map((control) => [control.dataset.place, ""]));
    this.cells.queue.flush();
  }
}

const isWhole = (control) => control.matches("select") || (control.selectionStart === 0 && control.selectionEnd === control.value.length);

function textOf(box) {
  const control = box?.querySelector(".cell__input");
  if (control) return control.value;
  const copy = box?.cloneNode(true);
  copy?.querySelectorAll("button, .cell__tools, .visually-hidden, svg").forEach((one) => one.remove());
  return copy?.textContent.trim() ?? "";
}
