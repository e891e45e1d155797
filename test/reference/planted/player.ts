// Plays histories with a fault planted into the engine, from a program on, until one fails, and prints after how many: a
// process of its own, since modules are read once.
import { register } from 'node:module';
import type { Plant } from './plants.js';

const HOOK = `
let plant;
export const initialize = (data) => { plant = data; };
export const load = async (url, context, next) => {
  const loaded = await next(url, context);
  if (!url.endsWith(new URL(plant.file, 'file:///runtime/dist/engine/').pathname)) return loaded;
  const source = String(loaded.source);
  if (source.split(plant.find).length !== 2)
    throw new Error('the text of the plant “' + plant.what + '” stands not once in ' + plant.file + '; mend test/reference/planted/plants.ts');
  return { ...loaded, source: source.replace(plant.find, () => plant.replace) };
};`;

const [text = '{}', first = '0', most = '0'] = process.argv.slice(2);
const plant: Plant = JSON.parse(text);
register(`data:text/javascript,${encodeURIComponent(HOOK)}`, { data: plant, parentURL: import.meta.url });

const { faultOfProgram } = await import('../faults.js');
const { timesReached } = await import('../coverage.js');
for (let program = Number(first); timesReached('history') < Number(most); program += 1) {
  const fault = await faultOfProgram(program);
  if (fault === undefined) continue;
  process.stdout.write(JSON.stringify({ histories: timesReached('history'), program, message: fault.message }));
  break;
}
