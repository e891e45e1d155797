// The people of the benchmarks: the same for every size, made from their number.
import type { ImportEvent } from '@syncrule/runtime/connectors';

const GIVEN = ['Ada', 'Bela', 'Cyrus', 'Dana', 'Edith', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Katja', 'Lars'];
const FAMILY = ['Abel', 'Brandt', 'Castro', 'Dietz', 'Evers', 'Falk', 'Groß', 'Huber', 'Ivanov', 'Jensen', 'Keller'];
const DEPARTMENTS = ['Sales', 'Finance', 'Research', 'Production', 'Logistics', 'Legal', 'Personnel'];
const OFFICES = ['Berlin', 'Hamburg', 'München', 'Wien', 'Zürich'];

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/** Ten people report to each manager. */
const managerOf = (n: number): string | undefined => (n < 10 ? undefined : numberOf(Math.floor(n / 10)));

export const numberOf = (n: number): string => String(n).padStart(7, '0');

export interface Person {
  readonly employeeNumber: string;
  readonly values: ReadonlyMap<string, string | number>;
  readonly manager: string | undefined;
}

export const person = (n: number, title = pick(['Engineer', 'Clerk', 'Analyst', 'Driver'], n)): Person => ({
  employeeNumber: numberOf(n),
  manager: managerOf(n),
  values: new Map<string, string | number>([
    ['employeeNumber', numberOf(n)],
    ['givenName', pick(GIVEN, n)],
    ['sn', pick(FAMILY, Math.floor(n / 7))],
    ['title', title],
    ['department', pick(DEPARTMENTS, Math.floor(n / 3))],
    ['office', pick(OFFICES, n)],
    ['phone', `+49 30 ${1_000_000 + n}`],
    ['mail', `p${n}@corp.example`],
    ['startDate', 15_000 + (n % 3_000)],
  ]),
});

/** The person as a connector shows it. */
export const objectEvent = (each: Person): Extract<ImportEvent, { kind: 'object' }> => ({
  kind: 'object',
  type: 'person',
  anchor: each.employeeNumber,
  values: new Map<string, string | number | readonly { readonly anchor: string }[]>([
    ...each.values,
    ...(each.manager === undefined ? [] : [['manager', [{ anchor: each.manager }]] as const]),
  ]),
});
