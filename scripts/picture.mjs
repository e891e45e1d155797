// Writes docs/images/demo.svg: what the demonstration prints after HR has changed, as a terminal shows it.
// Reads the built packages, as the demonstration does: `npm run build` comes first.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [FIRST, AFTER] = ['HR changes five rows', 'HR mends the row'];
const [COLUMN, ROW, MARGIN] = [7.25, 17, 14];
const COLOURS = { 31: '#e06c75', 32: '#98c379', 33: '#e5c07b', 36: '#56b6c2' };

const plain = (text) => text.replaceAll(/\u001b\[\d+m/g, '');
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The terminal's codes become classes; each code 0 ends all that are open. */
const spans = (text) => {
  let open = 0;
  const written = escaped(text).replaceAll(/\u001b\[(\d+)m/g, (_, code) => {
    const ends = code === '0' ? '</tspan>'.repeat(open) : `<tspan class="c${code}">`;
    open = code === '0' ? 0 : open + 1;
    return ends;
  });
  return written + '</tspan>'.repeat(open);
};

const svg = (lines) => {
  const width = Math.ceil(Math.max(...lines.map((text) => plain(text).length)) * COLUMN + 2 * MARGIN);
  const height = lines.length * ROW + 2 * MARGIN;
  const styles = Object.entries(COLOURS).map(([code, colour]) => `.c${code}{fill:${colour}}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The demonstration in a terminal">`,
    `<style>text{font:12px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d7dae0;white-space:pre}.c1{font-weight:bold}.c2{opacity:.65}${styles.join('')}</style>`,
    `<rect width="100%" height="100%" rx="8" fill="#1e2127"/>`,
    ...lines.map(
      (text, index) =>
        `<text xml:space="preserve" x="${MARGIN}" y="${MARGIN + ROW * index + 12}">${spans(text)}</text>`,
    ),
    '</svg>\n',
  ].join('\n');
};

const parent = mkdtempSync(join(tmpdir(), 'syncrule-picture-'));
const { NO_COLOR: _, ...env } = process.env;
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [join(root, 'scripts', 'demo.mjs'), join(parent, 'demo')],
  { encoding: 'utf8', env: { ...env, FORCE_COLOR: '1', TERM: 'xterm' } },
);
rmSync(parent, { recursive: true, force: true });
if (status !== 0) throw new Error(`the demonstration failed: ${stderr}`);
const lines = stdout.split('\n');
const at = (heading) => lines.findIndex((text) => plain(text).startsWith(heading));
const shown = lines.slice(at(FIRST), at(AFTER) - 1);
writeFileSync(join(root, 'docs', 'images', 'demo.svg'), svg(shown));
console.log(`docs/images/demo.svg: ${shown.length} lines`);
