// A part of a changeset: the first of it, or what fits a filter. So few can go first.
import { canonicalJson } from '../../plan/index.js';
import { ruleName } from '../../store/index.js';
import { type Content, valuesOf } from '../../values/index.js';
import type { Item } from './item.js';
import { inOrder } from './order.js';
import { currentContent } from './written.js';

/** `department=IT*`: some value of the field fits the pattern, in which `*` stands for anything. */
export interface Condition {
  /** `kind`, `type`, `rule`, `anchor`, `name`, or an attribute. */
  readonly field: string;
  readonly pattern: string;
}

export interface ItemSelection {
  /** All of them hold. */
  readonly only: readonly Condition[];
  readonly limit?: number;
}

export const EVERYTHING: ItemSelection = { only: [] };

/** Fields besides the attributes of the objects. */
export const FIELDS = ['kind', 'type', 'rule', 'anchor', 'name'] as const;

export const isEverything = ({ only, limit }: ItemSelection): boolean => only.length === 0 && limit === undefined;

/** The same text for the same selection. */
export const selectionText = ({ only, limit }: ItemSelection): string => canonicalJson({ only, limit });

/**
 * The operations selected, in the order of sending. One that must come after another goes only with it: a selection
 * never breaks what holds together.
 */
export const selectItems = (items: readonly Item[], selection: ItemSelection): readonly Item[] => {
  if (isEverything(selection)) return items;
  const conditions = selection.only.map(({ field, pattern }) => ({ field, fits: fitting(pattern) }));
  const isWanted = (item: Item): boolean =>
    conditions.every(({ field, fits }) => textsOf(item, field).some((text) => fits.test(text)));
  const taken = new Set<number>();
  const selected: Item[] = [];
  for (const [place, { item, after }] of inOrder(items).entries()) {
    if (selected.length >= (selection.limit ?? Number.POSITIVE_INFINITY)) break;
    if (!isWanted(item) || !after.every((other) => taken.has(other))) continue;
    taken.add(place);
    selected.push(item);
  }
  return selected;
};

const fitting = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*')}$`,
    'isu',
  );

const textsOf = ({ operation, object, type }: Item, field: string): readonly string[] => {
  switch (field) {
    case 'kind':
      return [operation.kind, ...(operation.kind === 'update' && operation.name !== undefined ? ['rename'] : [])];
    case 'type':
      return [type.shortName, type.name];
    case 'rule':
      return [operation.rule, ...operation.changes.map(({ rule }) => rule)].flatMap((rule) =>
        rule ? [ruleName(rule)] : [],
      );
    case 'anchor':
      return object?.anchor === undefined ? [] : [object.anchor];
    case 'name':
      return [object?.name, operation.name].flatMap((name) => name ?? []);
    default:
      return attributeTexts({ operation, object, type }, field);
  }
};

const attributeTexts = ({ operation, object, type }: Omit<Item, 'key'>, attribute: string): readonly string[] => {
  const current = object && currentContent(object, type, attribute);
  const change = operation.changes.find((one) => one.attribute === attribute);
  const changed: readonly Content[] = change === undefined ? [] : 'set' in change ? [change.set] : change.added;
  return [current, ...changed].flatMap(valuesOf).map(String);
};
