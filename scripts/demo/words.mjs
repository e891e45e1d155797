// How the demonstration speaks: headings, aligned lines, colours where there is a terminal to show them.
const colours =
  !process.env.NO_COLOR &&
  process.env.TERM !== 'dumb' &&
  (process.stdout.isTTY === true || process.env.FORCE_COLOR !== undefined);

const style = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
export const paint = {
  bold: style('1'),
  dim: style('2'),
  red: style('31'),
  green: style('32'),
  yellow: style('33'),
  cyan: style('36'),
};

export const heading = (title, about) =>
  process.stdout.write(`\n${paint.bold(paint.cyan(title))}  ${paint.dim(about)}\n`);

const visible = (text) => text.replaceAll(/\u001b\[\d+m/g, '').length;
const pad = (text, width) => text + ' '.repeat(Math.max(0, width - visible(text)));

export const line = (what, text) => process.stdout.write(`  ${pad(what, 14)} ${text}\n`);

/** Items on as many lines as they need. */
export const list = (what, items) => {
  const lines = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && visible(`${last}, ${item}`) <= 96) lines[lines.length - 1] = `${last}, ${item}`;
    else lines.push(item);
  }
  lines.forEach((text, index) => {
    line(index === 0 ? what : '', index < lines.length - 1 ? `${text},` : text);
  });
  if (lines.length === 0) line(what, paint.dim('nothing changed'));
};

/** An edit of a file: what it is about, the row before and after. */
export const note = (what, before, after) => {
  if (before !== undefined) line(paint.yellow(what), paint.dim(`- ${before}`));
  if (after !== undefined) line(before === undefined ? paint.yellow(what) : '', `+ ${after}`);
};

/** The demonstration holds what it says, or it fails. */
export const check = (holds, what) => {
  if (!holds) throw new Error(`this should hold: ${what}`);
};
