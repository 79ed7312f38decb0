// 指摘と同僚の記入 — the state of the sheet, asked for every few seconds while the page is in sight.

import { say } from "./words.js";

// While somebody types, or findings are behind, every five seconds; else a page in sight asks four times a minute.
const SOON = 5000;
const QUIET = 15000;
const RANKS = ["error", "warning", "note"];
const LABELS = { error: say("要修正", "To mend"), warning: say("要確認", "To check"), note: say("参考", "Note") };

export class Findings {
  constructor(cells, talk) {
    Object.assign(this, { cells, talk });
    const { seq, findingsSeq } = cells.root.dataset;
    this.seq = Number(seq) || 0;
    this.findingsSeq = findingsSeq;
    this.list = document.getElementById("findings-list");
    this.asking = false;
    this.isBusy = true;
    this.askedAt = 0;
    cells.root.addEventListener("input", () => { this.isBusy = true; });
    document.addEventListener("visibilitychange", () => this.ask());
    document.addEventListener("click", (event) => this.clicked(event));
    this.timer = setInterval(() => this.tick(), SOON);
  }

  tick() {
    if (this.isBusy || Date.now() - this.askedAt >= QUIET) this.ask();
  }

  async ask() {
    if (document.visibilityState !== "visible" || this.asking || "frozen" in this.cells.root.dataset) return; // a frozen version has no news
    this.asking = true;
    this.askedAt = Date.now();
    this.isBusy = false;
    const { stateUrl } = this.cells.root.dataset;
    const state = await this.talk.get(stateUrl, { since: this.seq });
    this.asking = false;
    if (state) this.hear(state);
  }

  hear(state) {
    for (const [place, news] of Object.entries(state.cells ?? {})) {
      if (news.op && news.op !== "set") this.cells.root.dispatchEvent(new CustomEvent("row:news", { detail: { place, ...news } }));
      else this.cells.hear(place, news);
    }
    this.seq = state.seq ?? this.seq;
    if (state.findings_seq < state.cells_seq) this.isBusy = true;
    if (state.findings && String(state.findings_seq) !== String(this.findingsSeq)) {
      this.findingsSeq = state.findings_seq;
      this.show(state.findings);
    }
    this.cells.root.dispatchEvent(new CustomEvent("sheet:state", { detail: state }));
  }

  show(findings) {
    this.list?.replaceChildren(...findings.map((finding) => this.item(finding)));
    for (const count of document.querySelectorAll("[data-findings-count]")) count.textContent = findings.length;
    this.mark(findings);
  }

  item(finding) {
    const item = element("li", `finding finding--${finding.severity}${finding.explanation ? " finding--explained" : ""}`);
    const weight = element("span", `mark mark--${finding.severity}`, finding.label || LABELS[finding.severity]);
    const link = element("a", "finding__place", finding.where || this.nameOf(finding.at));
    link.href = `#${idOf(finding.at)}`;
    link.dataset.goes = finding.at;
    item.append(weight, " ");
    if (finding.reach === "city") item.append(element("span", "badge", say("全市", "City")), " ");
    item.append(link, element("p", "finding__message", finding.message));
    const { seriesUrl } = this.cells.root.dataset;
    if (finding.check === "one-quantity-is-linked" && seriesUrl) {
      const way = element("a", "button button--text button--small", say("同じ指標を結ぶ", "Link indicators"));
      way.href = seriesUrl;
      item.append(way);
    }
    if (finding.explanation) item.append(element("p", "finding__explained", say(`直さない理由: ${finding.explanation}`, `Reason: ${finding.explanation}`)));
    if (this.mayExplain(finding)) item.append(explainButton(finding));
    return item;
  }

  // What reviewers have read stays as it is.
  mayExplain({ severity, explanation }) {
    const { explainUrl, stage } = this.cells.root.dataset;
    return Boolean(explainUrl) && severity === "error" && (!explanation || stage === "作成中");
  }

  nameOf(place) {
    return this.cells.controls.get(place)?.getAttribute("aria-label") ?? document.getElementById(idOf(place))?.closest("[aria-label]")?.getAttribute("aria-label") ?? place;
  }

  // The gravest finding of a cell is its edge and its mark.
  mark(findings) {
    for (const box of this.cells.root.querySelectorAll(RANKS.map((rank) => `.cell--finding-${rank}`).join())) {
      box.classList.remove(...RANKS.map((rank) => `cell--finding-${rank}`));
    }
    for (const old of this.cells.root.querySelectorAll("[data-finding]")) {
      const tools = old.parentElement;
      old.remove();
      if (!tools.children.length) tools.remove();
    }
    const byPlace = new Map();
    for (const finding of findings) byPlace.set(finding.at, [...(byPlace.get(finding.at) ?? []), finding]);
    for (const [place, found] of byPlace) this.markCell(place, found);
  }

  markCell(place, found) {
    const box = document.getElementById(idOf(place))?.closest(".cell");
    const control = this.cells.controls.get(place);
    if (!box) return;
    const worst = found.map((finding) => finding.severity).sort((a, b) => RANKS.indexOf(a) - RANKS.indexOf(b))[0];
    const boxes = RANKS.filter((rank) => box.classList.contains(`cell--finding-${rank}`) || rank === worst);
    box.classList.remove(...RANKS.map((rank) => `cell--finding-${rank}`));
    box.classList.add(`cell--finding-${boxes[0]}`);
    let tools = box.querySelector(":scope > .cell__tools");
    if (!tools) {
      tools = element("span", "cell__tools");
      box.append(tools);
    }
    const mark = element("button", `cell__mark mark--${worst}`, LABELS[worst]);
    mark.type = "button";
    mark.dataset.finding = place;
    const told = element("span", "visually-hidden", found.map((finding) => finding.message).join(" "));
    told.id = `f-${idOf(place)}`;
    mark.append(told);
    tools.prepend(mark);
    control?.setAttribute("aria-describedby", told.id);
  }

  clicked(event) {
    const goes = event.target.closest?.("[data-goes]")?.dataset.goes;
    const finding = event.target.closest?.("[data-finding]")?.dataset.finding;
    if (goes && this.go(goes)) event.preventDefault();
    if (finding) this.point(finding);
  }

  // From the list to the cell …
  go(place) {
    const target = this.cells.controls.get(place) ?? document.getElementById(idOf(place));
    if (!target) return false;
    const folded = target.closest("details");
    if (folded) folded.open = true;
    target.scrollIntoView({ block: "center", inline: "nearest" });
    target.focus({ preventScroll: true });
    return true;
  }

  // … and from the cell to its lines in the list.
  point(place) {
    const panel = this.list?.closest("details");
    if (panel) panel.open = true;
    const link = this.list?.querySelector(`[data-goes="${CSS.escape(place)}"]`);
    link?.scrollIntoView({ block: "nearest" });
    link?.focus();
  }
}

function explainButton({ fingerprint, explanation }) {
  const button = element("button", "button button--text button--small", explanation ? say("理由を直す・取り消す", "Change or take back the reason") : say("直さない理由を書く", "Give a reason"));
  button.type = "button";
  Object.assign(button.dataset, { explain: fingerprint, reason: explanation });
  return button;
}

export const idOf = (place) => `c-${place.replaceAll("/", ".")}`;

export function element(name, classes, text = "") {
  const made = document.createElement(name);
  made.className = classes;
  made.textContent = text;
  return made;
}
