// The table as lines and columns, with every cell at all the places it covers.
export function mapOf(table) {
  const lines = [];
  const found = new Map();
  const rows = [...table.rows];
  rows.forEach((row, line) => {
    lines[line] ??= [];
    let column = 0;
    for (const box of row.cells) {
      while (lines[line][column]) column += 1;
      found.set(box, { row: line, column });
      for (let down = 0; down < box.rowSpan; down += 1) {
        lines[line + down] ??= [];
        for (let right = 0; right < box.colSpan; right += 1) lines[line + down][column + right] = box;
      }
      column += box.colSpan;
    }
  });
  const isBeside = (line) => rows[line].classList.contains("row--beside");
  return {
    height: rows.length,
    at: (box) => found.get(box),
    cell: (row, column) => lines[row]?.[column] ?? null,
    isBeside,
    // The next line up or down that is none of last year's; the same one at the end of the table.
    step: (line, down) => {
      let next = line + down;
      while (rows[next] && isBeside(next)) next += down;
      return rows[next] ? next : line;
    },
  };
}
