// People and groups of any number, made from their numbers while they are asked for: a year in which one in a hundred
// leaves, one in a hundred comes and one in twenty changes title.
import type { ImportEvent } from '@syncrule/runtime/connectors';
import { numberOf } from '../people.js';

/** How many there are before the year. */
export interface Size {
  readonly people: number;
  readonly groups: number;
  /** Members of the largest group; the others have ten. */
  readonly largest: number;
}

const MEMBERS = 10;
const PAGE = 1_000;

export const leaves = (n: number): boolean => n % 100 === 57;
const retitled = (n: number): boolean => n % 20 === 3;

const person = (n: number, year: 0 | 1): ImportEvent => ({
  kind: 'object',
  type: 'person',
  anchor: numberOf(n),
  values: new Map<string, string | readonly { readonly anchor: string }[]>([
    ['employeeNumber', numberOf(n)],
    ['givenName', `Given${n % 97}`],
    ['sn', `Family${n % 8_191}`],
    ['title', year === 1 && retitled(n) ? 'Lead' : 'Engineer'],
    ...(n < MEMBERS ? [] : [['manager', [{ anchor: numberOf(Math.floor(n / MEMBERS)) }]] as const]),
  ]),
});

const codeOf = (n: number): string => `G${n}`;
export const LARGEST = codeOf(0);

const group = (n: number, members: readonly number[]): ImportEvent => ({
  kind: 'object',
  type: 'group',
  anchor: codeOf(n),
  values: new Map<string, string | readonly { readonly anchor: string }[]>([
    ['code', codeOf(n)],
    ['members', members.map((member) => ({ anchor: numberOf(member) }))],
  ]),
});

const membersOf = (n: number, { people, largest }: Size): readonly number[] =>
  n === 0
    ? Array.from({ length: largest }, (_, index) => index)
    : Array.from({ length: MEMBERS }, (_, index) => (n * MEMBERS + index) % people);

const paged = async function* (events: Iterable<ImportEvent>): AsyncGenerator<ImportEvent> {
  let done = 0;
  for (const event of events) {
    yield event;
    done += 1;
    if (done % PAGE === 0) yield { kind: 'page', done };
  }
  yield { kind: 'end', watermark: '{}' };
};

/** Everybody before the year, for a full import. */
export const everybody = (size: Size): AsyncGenerator<ImportEvent> =>
  paged(
    (function* () {
      for (let n = 0; n < size.people; n += 1) yield person(n, 0);
      for (let n = 0; n < size.groups; n += 1) yield group(n, membersOf(n, size));
    })(),
  );

/** What the year changed, for a delta import. */
export const yearOf = ({ people }: Size): AsyncGenerator<ImportEvent> =>
  paged(
    (function* () {
      for (let n = 0; n < people; n += 1)
        if (leaves(n)) yield { kind: 'gone', anchor: numberOf(n) };
        else if (retitled(n)) yield person(n, 1);
      for (let n = people; n < people + Math.floor(people / 100); n += 1) yield person(n, 1);
    })(),
  );

const account = (n: number): ImportEvent => {
  const name = `CN=${numberOf(n)},OU=People,DC=corp,DC=example`;
  return {
    kind: 'object',
    type: 'user',
    anchor: `account-${n}`,
    name,
    values: new Map([
      ['dn', name],
      ['employeeID', numberOf(n)],
      ['title', 'Engineer'],
      ['displayName', `Given${n % 97} Family${n % 8_191}`],
    ]),
  };
};

/** The accounts that people have before they are synchronised for the first time, for a full import of the directory. */
export const accountsOf = ({ people }: Pick<Size, 'people'>): AsyncGenerator<ImportEvent> =>
  paged(
    (function* () {
      for (let n = 0; n < people; n += 1) yield account(n);
    })(),
  );
