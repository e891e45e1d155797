// A changeset at a glance: grouped by rule and kind of change, the largest surprises first.
import type { EncodedContent } from '../values/index.js';
import type { PreviewedChange, PreviewedOperation } from './changes.js';

export type GroupKind = 'delete' | 'clear' | 'rename' | 'unlink' | 'add' | 'change';

export interface ChangeGroup {
  readonly kind: GroupKind;
  /** `corp.user`. */
  readonly type: string;
  readonly attribute: string | undefined;
  readonly rule: string | undefined;
  readonly place: string | undefined;
  /** Objects. */
  readonly count: number;
  /** One of them: `corp.user:g1  CFO → CEO`. */
  readonly example: string;
}

/** What nobody wants to have overlooked stands first. */
const SURPRISE: readonly GroupKind[] = ['delete', 'clear', 'rename', 'unlink'];

/** Groups in the order of surprise: deletions, cleared values, renames, removed references; then by count. */
export const groupsOf = (operations: readonly PreviewedOperation[]): readonly ChangeGroup[] => {
  const groups = new Map<string, ChangeGroup>();
  for (const operation of operations)
    for (const one of partsOf(operation)) {
      const key = JSON.stringify([one.kind, one.type, one.attribute, one.rule, one.place]);
      groups.set(key, { ...(groups.get(key) ?? one), count: (groups.get(key)?.count ?? 0) + 1 });
    }
  return [...groups.values()].sort(bySurprise);
};

const bySurprise = (a: ChangeGroup, b: ChangeGroup): number =>
  surpriseOf(a) - surpriseOf(b) || b.count - a.count || textOf(a).localeCompare(textOf(b), 'en');

const surpriseOf = ({ kind }: ChangeGroup): number => {
  const place = SURPRISE.indexOf(kind);
  return place < 0 ? SURPRISE.length : place;
};

const textOf = ({ type, attribute, rule }: ChangeGroup): string => [type, attribute, rule].join(' ');

const partsOf = (operation: PreviewedOperation): readonly ChangeGroup[] => {
  const { kind, type, rule, place, name, object } = operation;
  const whole = { type, attribute: undefined, rule, place, count: 1 };
  if (kind === 'delete') return [{ ...whole, kind, example: [object, name?.from].filter(Boolean).join('  ') }];
  if (kind === 'add')
    return [{ ...whole, kind, example: [name?.to ?? '', `for ${object}`].filter(Boolean).join('  ') }];
  const renames: readonly ChangeGroup[] =
    name === undefined
      ? []
      : [{ ...whole, kind: 'rename', example: `${object}  ${name.from ?? '—'} → ${name.to ?? '—'}` }];
  return [...renames, ...operation.changes.map((change) => changed(operation, change))];
};

const changed = ({ type, object }: PreviewedOperation, change: PreviewedChange): ChangeGroup => ({
  kind: kindOf(change),
  type,
  attribute: change.attribute,
  rule: change.rule,
  place: change.place,
  count: 1,
  example: `${object}  ${changeText(change)}`,
});

const kindOf = ({ now, added, removed }: PreviewedChange): GroupKind => {
  if (now === null) return 'clear';
  return now === undefined && listOf(removed).length > 0 && listOf(added).length === 0 ? 'unlink' : 'change';
};

/** `CFO → CEO`, `+a −b`. */
export const changeText = ({ was, now, added, removed }: PreviewedChange): string => {
  if (now !== undefined) return `${valueText(was)} → ${valueText(now)}`;
  return [...listOf(added).map((value) => `+${value}`), ...listOf(removed).map((value) => `−${value}`)].join(' ');
};

const listOf = (content: EncodedContent | undefined): readonly unknown[] =>
  content === undefined || content === null ? [] : Array.isArray(content) ? content : [content];

const MOST_SHOWN = 3;

const valueText = (content: EncodedContent): string => {
  const values = listOf(content).map(String);
  if (values.length === 0) return '(none)';
  const more = values.length > MOST_SHOWN ? ` and ${values.length - MOST_SHOWN} more` : '';
  return `${values.slice(0, MOST_SHOWN).join(' | ')}${more}`;
};
