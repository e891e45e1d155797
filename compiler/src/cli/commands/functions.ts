// `rulec functions [NAME]`: the catalogue of functions, or one of them; NAME may be one of Entra Connect or MIM too.
import {
  behaviourOf,
  type Counterpart,
  catalogue,
  ENTRA_CONNECT,
  type FunctionEntry,
  MIM,
  parameterText,
  patternText,
  signatureOf,
} from '@syncrule/runtime/functions';
import { didYouMean } from '../../diagnostics/index.js';
import { familyHeading } from '../../docs/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';

export const functions = (io: Io, name: string | undefined, format: 'text' | 'json'): ExitCode => {
  const found = name === undefined ? { entries: [...catalogue.values()], counterparts: [] } : lookUp(name);
  if (format === 'json') io.out(`${JSON.stringify(asJson(found), undefined, 2)}\n`);
  else io.out(name === undefined ? listing(found.entries) : details(found));
  return EXIT.fine;
};

interface Found {
  readonly entries: readonly FunctionEntry[];
  readonly counterparts: readonly Counterpart[];
}

const COUNTERPARTS = [...ENTRA_CONNECT, ...MIM];

/** By our name, else by one of theirs; upper and lower case do not matter. */
const lookUp = (name: string): Found => {
  const isIt = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
  const entries = [...catalogue.values()].filter((entry) => isIt(entry.name));
  const counterparts = COUNTERPARTS.filter(({ theirs }) => isIt(theirs));
  if (entries.length > 0) return { entries, counterparts: [] };
  if (counterparts.length > 0) return { entries: counterparts.flatMap(entriesIn), counterparts };
  const known = [...catalogue.keys(), ...COUNTERPARTS.map(({ theirs }) => theirs)];
  throw new UsageError(
    `expected the name of a function, found ${name}`,
    didYouMean(name, known) ?? '`rulec functions` lists all of them',
  );
};

const entriesIn = ({ ours }: Counterpart): readonly FunctionEntry[] =>
  [...ours.matchAll(/(\w+)\(/g)].flatMap(([, name = '']) => catalogue.get(name) ?? []);

const listing = (entries: readonly FunctionEntry[]): string =>
  [...new Set(entries.map(({ family }) => family))]
    .map((family) => {
      const own = entries.filter((entry) => entry.family === family);
      return `${familyHeading(family)}\n${own.map((entry) => `  ${signatureOf(entry)}\n`).join('')}`;
    })
    .concat('Of the language itself\n  now(): datetime\n  today(zone: string): date\n')
    .join('\n');

const details = ({ entries, counterparts }: Found): string =>
  [...counterparts.map(counterpartText), ...entries.map(entryText)].join('\n');

const counterpartText = ({ theirs, ours, note }: Counterpart): string =>
  `${theirs} has ${ours === '–' ? 'no counterpart' : `its counterpart in ${ours.split(' · ').join('  or  ')}`}${note === undefined ? '' : `: ${note}`}\n`;

const entryText = (entry: FunctionEntry): string => {
  const width = Math.max(...entry.examples.map(({ call }) => call.length));
  return [
    signatureOf(entry),
    `  ${entry.doc}`,
    `  ${behaviourOf(entry)}`,
    ...entry.parameters.map((parameter) => `    ${parameter.name}: ${parameter.doc}`),
    '  Examples:',
    ...entry.examples.map(({ call, gives }) => `    ${call.padEnd(width)}  gives ${gives}`),
    '',
  ].join('\n');
};

/** The format `syncrule-functions/1`. */
const asJson = ({ entries, counterparts }: Found): unknown => ({
  format: 'syncrule-functions/1',
  functions: entries.map((entry) => ({
    name: entry.name,
    family: entry.family,
    signature: signatureOf(entry),
    parameters: entry.parameters.map((parameter) => ({
      name: parameter.name,
      type: patternText(parameter.type),
      text: parameterText(parameter),
      optional: parameter.optional === true,
      doc: parameter.doc,
    })),
    result: patternText(entry.result),
    strict: entry.strict,
    absent: entry.absent,
    idempotent: entry.idempotent,
    doc: entry.doc,
    examples: entry.examples,
  })),
  counterparts,
});
