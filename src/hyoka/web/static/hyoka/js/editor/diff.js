// 文の違い — two texts as runs of words that stayed, went or came.

const MOST_WORDS = 3000;

function wordsOf(text) {
  if (typeof Intl.Segmenter !== "function") return [...text];
  return Array.from(new Intl.Segmenter("ja", { granularity: "word" }).segment(text), (piece) => piece.segment);
}

// [{kind: "same"|"del"|"ins", text}], by the longest common run of words.
export function compare(before, after) {
  const old = wordsOf(before);
  const now = wordsOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const a = old.slice(start, old.length - end);
  const b = now.slice(start, now.length - end);
  const middle = a.length * b.length > MOST_WORDS ** 2 ? [["del", a.join("")], ["ins", b.join("")]] : longest(a, b);
  return joined([["same", old.slice(0, start).join("")], ...middle, ["same", old.slice(old.length - end).join("")]]);
}

function longest(a, b) {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      rows[i][j] = a[i] === b[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    }
  }
  const runs = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      runs.push(["same", a[i]]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && rows[i + 1][j] >= rows[i][j + 1])) {
      runs.push(["del", a[i]]);
      i += 1;
    } else {
      runs.push(["ins", b[j]]);
      j += 1;
    }
  }
  return runs;
}

function joined(runs) {
  const found = [];
  for (const [kind, text] of runs) {
    if (!text) continue;
    if (found.at(-1)?.kind === kind) found.at(-1).text += text;
    else found.push({ kind, text });
  }
  return found;
}

// The later text as elements, with what came marked <ins> and what went <del>.
export function marked(before, after) {
  const box = document.createElement("div");
  box.className = "diff";
  for (const { kind, text } of compare(before, after)) {
    const piece = kind === "same" ? document.createTextNode(text) : document.createElement(kind);
    piece.textContent = text;
    box.append(piece);
  }
  return box;
}
