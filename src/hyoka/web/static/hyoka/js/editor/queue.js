// 待ち行列 — what is typed goes to the server cell by cell, and counts as saved only when the server says so.
//
// One request at a time. An edit that got no answer is sent again under the same op_id until it gets one; newer text of
// the same cell waits for that answer, because it stands on the revision which the answer brings. No limit to retries.

const AUTOSAVE = 1000;
const LONGEST_WAIT = 30000;
const MOST_EDITS = 100;
const KEEPALIVE_BYTES = 60000; // browsers refuse more than 64 KiB

export class Queue {
  // post(edits, {keepalive}) → {status, body} or throws; session.signIn() resolves when the
  // same person is back, session.refresh() when there is a fresh token or no help for it.
  constructor({ post, session, changed = () => {}, uuid = () => crypto.randomUUID() }) {
    Object.assign(this, { post, session, changed, uuid });
    this.cells = new Map(); // place → cell
    this.pending = new Map(); // op_id → edit that was sent, or is on its way, and has no answer yet
    this.rows = []; // edits of rows that were not sent yet
    this.order = 0;
    this.busy = false;
    this.again = false;
    this.paused = false;
    this.failures = 0;
    this.most = MOST_EDITS;
    this.savedAt = this.reason = "";
    this.timer = this.retry = null;
  }

  // ── cells ──

  register(place, text, rev) {
    const cell = this.cells.get(place);
    if (!cell) this.cells.set(place, { place, rev, acked: text, want: text, order: 0, sent: null, conflict: null, refused: null, news: null, savedAt: "" });
    else if (this.isClean(place) && rev >= cell.rev) Object.assign(cell, { rev, acked: text, want: text, news: null });
    return this.cells.get(place);
  }

  isClean(place) {
    const cell = this.cells.get(place);
    return !cell || (cell.want === cell.acked && !cell.sent && !cell.conflict && !cell.refused);
  }

  type(place, text, { soon = false } = {}) {
    const cell = this.cells.get(place);
    if (!cell || (cell.want === text && !cell.refused)) return;
    cell.want = text;
    cell.order ||= ++this.order;
    cell.refused = null;
    if (cell.conflict) cell.conflict.mine = text;
    this.changed(place);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), soon ? 0 : AUTOSAVE);
  }

  state(place) {
    const cell = this.cells.get(place);
    if (!cell) return "clean";
    if (cell.conflict) return "conflict";
    if (cell.refused) return "failed";
    if (cell.sent) return this.failures ? "failed" : "saving";
    if (cell.want !== cell.acked) return this.failures ? "failed" : "unsaved";
    return cell.savedAt ? "saved" : "clean";
  }

  // What is on the page and not known to be on the server.
  unsaved() {
    return [...this.cells.keys()].filter((place) => !this.isClean(place)).concat(this.rows.map((edit) => edit.place));
  }

  summary() {
    const states = [...this.cells.keys()].map((place) => this.state(place));
    const count = (state) => states.filter((one) => one === state).length;
    const refused = [...this.cells.values()].filter((cell) => cell.refused).length;
    return {
      unsaved: this.unsaved().length, saving: this.busy, failures: this.failures, paused: this.paused,
      conflicts: count("conflict"), refused, savedAt: this.savedAt, reason: this.reason,
    };
  }

  // A colleague's edit. Taken at once where nothing is being done; true: the page may show it.
  hear(place, news) {
    const cell = this.cells.get(place);
    if (!cell || news.rev <= cell.rev) return false;
    if (cell.conflict) {
      if (news.rev > cell.conflict.rev) Object.assign(cell.conflict, { rev: news.rev, theirs: news.value, by: news.by, at: news.at });
      return false;
    }
    cell.news = news;
    return this.isClean(place);
  }

  // The page has shown the colleague's text (or holds the same text already).
  accept(place) {
    const cell = this.cells.get(place);
    const { rev, value } = cell.news;
    Object.assign(cell, { rev, acked: value, want: value, news: null, savedAt: "" });
    this.changed(place);
  }

  // After 元・相手・自分: what shall stand in the cell, as an edit on the other's revision.
  resolve(place, text) {
    const cell = this.cells.get(place);
    const { rev, theirs } = cell.conflict;
    Object.assign(cell, { conflict: null, rev, acked: theirs, want: text, order: ++this.order });
    this.changed(place);
    this.flush();
  }

  // ── rows ──

  row(edit) {
    return new Promise((resolve) => {
      this.rows.push({ op_id: this.uuid(), after: "", value: "", ...edit, order: ++this.order, resolve });
      this.changed(edit.place);
      this.flush();
    });
  }

  // ── sending ──

  async flush({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.busy || this.paused || this.retry) {
      this.again = true;
      return;
    }
    const edits = this.batch();
    if (!edits.length) return;
    this.busy = true;
    for (const edit of edits) this.changed(edit.place);
    const body = edits.map(wire);
    let answer;
    try {
      answer = await this.post(body, { keepalive: keepalive && size(body) < KEEPALIVE_BYTES });
    } catch {
      answer = { status: 0, body: null };
    }
    this.busy = false;
    await this.hearAnswer(answer, edits);
  }

  batch() {
    const held = [...this.pending.values()];
    const taken = new Set(held.map((edit) => edit.place));
    const fresh = [...this.rows];
    for (const cell of this.cells.values()) {
      if (cell.want !== cell.acked && !cell.sent && !cell.conflict && !cell.refused && !taken.has(cell.place)) fresh.push(this.editOf(cell));
    }
    fresh.sort((a, b) => a.order - b.order);
    const every = [...held, ...fresh];
    const edits = every.slice(0, this.most);
    // What was typed since an edit was first sent waits for its answer, and must not be forgotten then.
    const isNewer = (edit) => edit.op === "set" && (this.cells.get(edit.place)?.want ?? edit.value) !== edit.value;
    this.again = edits.length < every.length || held.some(isNewer);
    for (const edit of edits) {
      this.pending.set(edit.op_id, edit);
      const cell = this.cells.get(edit.place);
      if (edit.op === "set" && cell) Object.assign(cell, { sent: edit, order: 0 });
    }
    this.rows = this.rows.filter((edit) => !this.pending.has(edit.op_id));
    return edits;
  }

  editOf(cell) {
    return { op_id: this.uuid(), op: "set", place: cell.place, base_rev: cell.rev, value: cell.want, after: "", order: cell.order };
  }

  async hearAnswer({ status, body }, edits) {
    if (body?.results) {
      this.failures = 0;
      this.reason = "";
      this.hearResults(body);
      if (edits.some((edit) => this.pending.has(edit.op_id))) this.later();
      else if (this.again || this.pending.size || this.rows.length) this.flush();
    } else if (status === 413 || (status === 400 && body?.code)) {
      this.cannotTake(edits, status, body);
    } else if (status === 401) {
      await this.session.signIn();
      this.resume();
    } else {
      if (status === 403) await this.session.refresh();
      this.reason = body?.code === "E-TOKEN" ? "" : body?.message ?? ""; // why, where it is more than the network
      this.later();
    }
    this.changed();
  }

  hearResults(body) {
    for (const result of body.results) {
      if (result.mirrors) this.mirrored?.(result, body.server_time ?? ""); // the same figure, in the linked indicator
      const edit = this.pending.get(result.op_id);
      if (!edit) continue;
      this.pending.delete(result.op_id);
      if (edit.op === "set") this.hearCell(edit, result, body.server_time ?? "");
      else edit.resolve(result);
    }
    for (const edit of this.pending.values()) this.changed(edit.place);
  }

  hearCell(edit, result, at) {
    const cell = this.cells.get(edit.place);
    if (!cell) return;
    const later = [...this.pending.values()].find((one) => one.op === "set" && one.place === edit.place);
    cell.sent = later ?? null;
    if (result.status === "saved") {
      Object.assign(cell, { rev: result.rev, acked: edit.value, savedAt: at, shown: result.value });
      this.savedAt = at || this.savedAt;
      if (cell.news && cell.news.rev <= result.rev) cell.news = null;
    } else if (result.status === "conflict") {
      const { rev, base, theirs, by, at: when } = result;
      if (cell.want === theirs) Object.assign(cell, { rev, acked: theirs });
      else cell.conflict = { rev, base, theirs, by, at: when, mine: cell.want };
      cell.news = null;
    } else if (cell.want === edit.value) {
      cell.refused = { code: result.code, message: result.message };
    }
    this.changed(edit.place, result);
  }

  // Too large, or one of them is not to be read: in smaller parcels, until the one at fault stands alone. The others are saved.
  cannotTake(edits, status, body) {
    if (edits.length > 1) {
      this.most = Math.max(1, Math.floor(edits.length / 2));
      this.again = true;
      setTimeout(() => this.flush(), 0);
      return;
    }
    if (status === 400 && !edits[0].doubted) { // once more: it may have been the session and not the words
      edits[0].doubted = true;
      this.later();
      return;
    }
    this.failures = 0;
    this.most = MOST_EDITS;
    this.hearResults({ results: [{ op_id: edits[0].op_id, status: "refused", code: body?.code ?? "E-SIZE", message: body?.message ?? "" }] });
    if (this.pending.size) setTimeout(() => this.flush(), 0);
  }

  later() {
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.resume(), wait);
    for (const edit of this.pending.values()) this.changed(edit.place);
  }

  // Try now: the network is back, somebody signed in, the wait is over.
  resume() {
    clearTimeout(this.retry);
    this.retry = null;
    return this.flush();
  }

  // While nobody, or somebody else, is signed in nothing leaves the page.
  hold(isHeld) {
    this.paused = isHeld;
    this.changed();
    if (!isHeld) this.resume();
  }

  // The page goes: everything that is not answered, once more, without waiting. Newer text of a cell whose edit is
  // still under way says which op it stands on.
  leave() {
    if (this.paused) return;
    const edits = [...this.pending.values(), ...this.rows];
    for (const edit of this.rows) this.pending.set(edit.op_id, edit);
    this.rows = [];
    for (const cell of this.cells.values()) {
      const last = cell.sent?.value ?? cell.acked;
      if (cell.want === last || cell.conflict || cell.refused) continue;
      const edit = this.editOf(cell);
      if (cell.sent) edit.base_op = cell.sent.op_id;
      this.pending.set(edit.op_id, edit);
      cell.sent = edit;
      edits.push(edit);
    }
    for (const parcel of parcels(edits.map(wire))) this.post(parcel, { keepalive: true }).catch(() => {});
  }
}

const wire = ({ op_id, op, place, base_rev, value, after, base_op }) => ({ op_id, op, place, base_rev, value, after, ...(base_op && { base_op }) });
const size = (edits) => new TextEncoder().encode(JSON.stringify({ edits })).length;

// As much as browsers carry for a page that goes; what is too long stays behind, and the page asks before it goes.
function parcels(edits) {
  const taken = [];
  let bytes = 0;
  for (const edit of edits) {
    const more = size([edit]);
    if (bytes + more > KEEPALIVE_BYTES) continue;
    bytes += more;
    taken.push(edit);
  }
  return taken.length ? [taken] : [];
}
