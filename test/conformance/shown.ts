// A snapshot as the cases write it: an operation, a link, a value in one short line each.
import type { Snapshot } from '../support/snapshot.js';

export type Ops = readonly string[];

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? { ...value } : {});

/** `add Ada Lovelace {title: CFO}`, `update a {title: none} -> Ada King`, `delete g1`; sorted. */
export const operationsOf = ({ operations }: Snapshot): Ops => operations.map(record).map(shownOperation).sort();

function shownOperation(operation: Json): string {
  const { kind } = operation;
  const name = operation.name === undefined ? undefined : shortName(String(operation.name));
  if (kind === 'add') return `add ${name} ${shownChanges(operation)}`;
  const anchor = anchorOf(String(operation.object));
  if (kind === 'delete') return `delete ${anchor}`;
  const changes = shownChanges(operation);
  return [`update ${anchor}`, changes === '{}' ? '' : ` ${changes}`, name === undefined ? '' : ` -> ${name}`].join('');
}

const shortName = (name: string): string => name.replace(/^CN=/i, '').replace(/,OU=People$/i, '');
const anchorOf = (object: string): string => object.replace(/^(-> )?\w+\.\w+\//, '');

function shownChanges(operation: Json): string {
  const changes = Object.entries(record(operation.changes)).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${changes.map(([name, change]) => `${name}: ${shownValue(change)}`).join(', ')}}`;
}

function shownValue(value: unknown): string {
  if (value === '(none)') return 'none';
  if (Array.isArray(value)) return value.map(shownValue).join('|');
  if (typeof value === 'object' && value !== null) {
    const { added, removed } = record(value);
    const part = (sign: string, list: unknown): string =>
      Array.isArray(list) ? list.map((each) => `${sign}${shownValue(each)}`).join(' ') : '';
    return [part('+', added), part('-', removed)].filter((each) => each !== '').join(' ');
  }
  const text = String(value);
  const add = /^m:hr[/\u001f](\w+)[/\u001f]/.exec(text);
  return add ? `add of M${add[1]}` : anchorOf(text);
}

/** Values of people by the anchor that they were born of: the value, and who gave it where that matters. */
export function personsOf({ mvs }: Snapshot): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(mvs).map(([key, mv]) => {
      const values = record(record(mv).values);
      const shown = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
        const { values: content, by, mark } = record(value);
        return [
          [name, shownContent(content)],
          [`${name} by`, shownContributors(by)],
          ...(mark === undefined ? [] : [[`${name} mark`, mark] as [string, unknown]]),
        ];
      });
      return [shownKey(key), { ...Object.fromEntries(shown), goneSince: record(mv).goneSince }];
    }),
  );
}

const shownKey = (key: string): string => key.replace(/^hr\/(\w+)\/\d$/, '$1').replace(/^corp\/(\w+)\/\d$/, '$1');
const shownContent = (content: unknown): unknown =>
  Array.isArray(content)
    ? content.map(shownContent)
    : typeof content === 'string'
      ? content.replace(/^hr\/(\w+)\/\d$/, 'M$1')
      : content;

const shownContributors = (by: unknown): string =>
  Array.isArray(by)
    ? by.map((each) => String(each).replace(/^(hr|corp)\/(\S+) (\w+)\|.*$/, '$2 $3')).join(', ')
    : 'nobody';

/** Links by anchor. */
export function objectsOf({ objects }: Snapshot): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objects).map(([key, object]) => [anchorOf(key), shownLink(record(object).link)] as const),
  );
}

function shownLink(link: unknown): string {
  if (link === undefined) return 'unlinked';
  const { mv, origin, managed, ending, done } = record(link);
  return [
    String(mv).replace(/^(hr|corp)\/(\w+)\/\d$/, 'M$2'),
    origin,
    managed === undefined ? undefined : 'managed',
    ending === undefined ? undefined : 'ending',
    done,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}
