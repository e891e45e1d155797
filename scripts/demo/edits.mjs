// A morning in HR: five edits of the people's file.
import { readFileSync, writeFileSync } from 'node:fs';

const TOO_MANY = ',"too many",cells';

/** Makes the edits; tells each as [what, row before, row after]. */
export const editHr = (file) => {
  const rows = readFileSync(file, 'utf8').trimEnd().split('\n');
  const told = [];
  const edit = (what, number, change) => {
    const index = rows.findIndex((row) => row.startsWith(`${number},`));
    const before = rows[index];
    const after = change(before);
    if (after === undefined) rows.splice(index, 1);
    else rows[index] = after;
    told.push([what, before, after]);
  };
  const cells = (row) => row.split(',');
  const joiner = '1261,Tuva,Hellström,,Identity engineer,IT,Stockholm,2026-11-01,,1003';
  rows.push(joiner);
  told.push(['joiner', undefined, joiner]);
  edit('mover', '1012', (row) =>
    cells(row)
      .with(5, cells(row)[5] === 'SALES' ? 'IT' : 'SALES')
      .with(4, 'Account manager')
      .join(','),
  );
  edit('leaver', '1034', () => undefined);
  edit('new name', '1021', (row) => cells(row).with(2, 'Hellström-Dahl').join(','));
  edit('broken row', '1050', (row) => row + TOO_MANY);
  writeFileSync(file, `${rows.join('\n')}\n`);
  return told;
};

/** Takes the cells away that are too many. */
export const mendHr = (file) => writeFileSync(file, readFileSync(file, 'utf8').replace(TOO_MANY, ''));
