// 表計算の写し — a copied block as text: tabs between cells, line ends between rows, quotes around cells with line breaks.

export function parseBlock(text) {
  const rows = [[]];
  let cell = "";
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  while (at < source.length) {
    if (source[at] === '"' && cell === "") {
      const quoted = readQuoted(source, at);
      if (quoted) {
        cell = quoted.text;
        at = quoted.end;
        continue;
      }
    }
    if (source[at] === "\t") {
      rows.at(-1).push(cell);
      cell = "";
    } else if (source[at] === "\n") {
      rows.at(-1).push(cell);
      rows.push([]);
      cell = "";
    } else {
      cell += source[at];
    }
    at += 1;
  }
  rows.at(-1).push(cell);
  return rows;
}

export function writeBlock(rows) {
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// A quote opens a cell only if another one closes it right before a tab, a line end or the end.
function readQuoted(source, start) {
  let text = "";
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] !== '"') text += source[at];
    else if (source[at + 1] === '"') {
      text += '"';
      at += 1;
    } else {
      const next = source[at + 1];
      return next === undefined || next === "\t" || next === "\n" ? { text, end: at + 1 } : null;
    }
  }
  return null;
}
