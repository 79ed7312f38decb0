// 記入画面 — puts the parts together on the page.

import { Bar } from "./bar.js";
import { Block } from "./block.js";
import { Cells } from "./cells.js";
import { Comments } from "./comments.js";
import { Conflicts } from "./conflict.js";
import { Explain } from "./explain.js";
import { Findings } from "./findings.js";
import { Grid } from "./grid.js";
import { History } from "./history.js";
import { Queue } from "./queue.js";
import { Rows } from "./rows.js";
import { Session } from "./session.js";
import { Talk } from "./talk.js";

const root = document.getElementById("editor");

if (root) {
  let cells = null;
  let bar = null;
  let conflicts = null;
  let rows = null;
  const session = new Session(root, { settled: () => cells.whenSettled(), locked: (isLocked) => queue.hold(isLocked) });
  const talk = new Talk(root, session);
  const queue = new Queue({
    session,
    post: (edits, how) => talk.post(edits, how),
    changed: (place, result) => {
      if (place) cells.changed(place);
      bar?.show();
      if (result?.status === "conflict") conflicts?.next();
      if (result?.status === "saved") {
        rows?.saved(result.place);
        clearTimeout(queue.asking);
        queue.asking = setTimeout(() => findings.ask(), 500);
      }
    },
  });
  cells = new Cells(root, queue);
  const findings = new Findings(cells, talk);
  bar = new Bar(cells);
  conflicts = new Conflicts(cells);
  rows = new Rows(cells, talk, findings);
  new Block(cells);
  new Grid(cells);
  new History(cells, talk);
  new Explain(cells, talk, findings);
  new Comments(cells, session);
  root.dataset.ready = "1";
}
