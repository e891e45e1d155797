// The operations of a changeset as people read them: what an object has, what it will have, and which rule says so.
import {
  type CanonicalOperation,
  canonicalOperations,
  currentContent,
  flowPlace,
  type Item,
  placeText,
  ruleOf,
  type Space,
} from '../runs/index.js';
import { ruleName } from '../store/index.js';
import { type Content, type EncodedContent, encodeContent, SEPARATOR, valuesOf } from '../values/index.js';

export interface PreviewedChange {
  readonly attribute: string;
  /** What the object has now, as far as it is known. */
  readonly was: EncodedContent;
  /** What it will have; of attributes that gather values instead what comes and what goes. */
  readonly now?: EncodedContent;
  readonly added?: EncodedContent;
  readonly removed?: EncodedContent;
  readonly rule: string | undefined;
  readonly place: string | undefined;
}

export interface PreviewedOperation {
  /** `corp.user:g1`; of one that is to be created, for whom: `hr:1001:0`. */
  readonly object: string;
  readonly kind: 'add' | 'update' | 'delete';
  /** `corp.user`. */
  readonly type: string;
  readonly name?: { readonly from?: string; readonly to?: string };
  /** The rule that creates, deletes, renames, or flows the first change. */
  readonly rule: string | undefined;
  readonly place: string | undefined;
  readonly changes: readonly PreviewedChange[];
  /** Without numbers, reasons and times: what the hash is made of. */
  readonly canonical: CanonicalOperation;
}

/** Describes operations, in their order. */
export const previewedOperations = async (
  space: Space,
  items: readonly Item[],
): Promise<readonly PreviewedOperation[]> => {
  const canonical = await canonicalOperations(space, items);
  return items.flatMap((item, index) => {
    const plain = canonical[index];
    return plain === undefined ? [] : [previewed(space, item, plain)];
  });
};

const previewed = ({ plan }: Space, item: Item, canonical: CanonicalOperation): PreviewedOperation => {
  const { operation, object, type, key } = item;
  const rule = ruleOf(plan, operation.rule);
  const naming = type.connector.naming;
  const place =
    rule &&
    (operation.kind === 'update'
      ? flowPlace(rule, operation.name === undefined ? operation.changes[0]?.attribute : naming)
      : lifePlace(rule, operation.kind));
  return {
    object:
      object?.anchor === undefined
        ? key.split(SEPARATOR).slice(0, -3).join(':')
        : `${object.connector}.${object.type}:${object.anchor}`,
    kind: operation.kind,
    type: type.name,
    ...(canonical.name === undefined ? {} : { name: canonical.name }),
    rule: operation.rule === undefined ? undefined : ruleName(operation.rule),
    place: place && placeText(plan, place),
    changes: operation.changes.map((change) => {
      const by = ruleOf(plan, change.rule);
      const told = canonical.changes.find(({ attribute }) => attribute === change.attribute);
      return {
        attribute: change.attribute,
        was: shown(item, change.attribute, object && currentContent(object, type, change.attribute)),
        ...contents(told),
        rule: change.rule === '' ? undefined : ruleName(change.rule),
        place: by && placeText(plan, flowPlace(by, change.attribute)),
      };
    }),
    canonical,
  };
};

type Rule = NonNullable<ReturnType<typeof ruleOf>>;

const lifePlace = (rule: Rule, kind: 'add' | 'delete') => {
  if (rule.direction === 'inbound') return rule.place;
  return (kind === 'add' ? rule.provision?.place : rule.deprovision?.place) ?? rule.place;
};

const contents = (change: CanonicalOperation['changes'][number] | undefined): Partial<PreviewedChange> => {
  if (change === undefined) return {};
  if ('set' in change) return { now: change.set === null ? null : plainList(change.set) };
  return { added: plainList(change.add), removed: plainList(change.remove) };
};

type CanonicalValues = NonNullable<Extract<CanonicalOperation['changes'][number], { set: unknown }>['set']>;

const plainList = (values: CanonicalValues): EncodedContent => {
  const texts = values.map((value) => {
    if (typeof value !== 'object') return value;
    if ('secret' in value) return '(secret)';
    return 'new' in value ? `${[value.new.connector, value.new.anchor, value.new.n].join(':')} (new)` : value.anchor;
  });
  return texts.length === 1 ? (texts[0] ?? null) : texts;
};

/** References without the sign that says what they name; secrets not at all. */
const shown = ({ type }: Item, attribute: string, content: Content): EncodedContent => {
  const valueType = type.attributes.get(attribute)?.type;
  if (valueType === undefined || content === undefined) return null;
  if (valueType.scalar === 'secret') return '(secret)';
  if (valueType.scalar !== 'ref') return encodeContent(content, valueType);
  const texts = valuesOf(content).map((value) => String(value).replace(/^[ano]:/, ''));
  return valueType.many ? texts : (texts[0] ?? null);
};
