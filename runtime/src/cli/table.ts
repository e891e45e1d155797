// Columns of text.

/** Rows with their cells padded to the widest of each column; longer cells than `limit` are cut. */
export const table = (rows: readonly (readonly string[])[], limit = Number.POSITIVE_INFINITY): readonly string[] => {
  const cut = rows.map((row) => row.map((cell) => clip(cell, limit)));
  const columns = Math.max(0, ...cut.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cut.map((row) => width(row[column] ?? ''))),
  );
  return cut.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(column === row.length - 1 ? 0 : (widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
};

const clip = (text: string, limit: number): string => {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
};

/** Columns that the text takes, without its colours. */
const width = (text: string): number => [...text.replace(/\u001b\[\d+m/g, '')].length;
