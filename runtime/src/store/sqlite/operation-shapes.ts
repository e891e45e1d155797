// Operations, small: nearly all that are staged for a slot have the same *shape* (what is done, by which rules, to which
// attributes), so the shape is interned like that of provenance, and an operation keeps its number and its values.
import { type Content, mvId, type ObjectId, objectId } from '../../values/value.js';
import type { AttributeChange, Operation, Slot } from '../records.js';
import { decodeData, encodeData } from './data.js';
import type { Dictionary } from './dictionary.js';

/** An operation as the columns of its row hold it. */
export interface OperationCells {
  readonly shape: number;
  /** JSON: the object or null, the name or null, then what each change of the shape gives. */
  readonly data: string;
}

export interface OperationCodec {
  readonly encode: (operation: Operation) => OperationCells;
  /** `owner`: of the row; it says for whom the operation is. */
  readonly decode: (owner: number, cells: OperationCells) => Operation;
  /** The slot of operations of this shape. */
  readonly slotOf: (shape: number) => Slot;
  /** What is remembered may be wrong. */
  readonly forget: () => void;
}

/** Operations of objects that nobody claims are kept under the object's number below zero. */
export const ownerOf = (object: ObjectId): number => -object;

const REMEMBERED = 20_000;
const RECENT = 4;

/** Shapes are phrases that begin with `[`. */
export function operationCodec(phrases: Dictionary): OperationCodec {
  const shapes = new Map<number, Shape>();
  let recent: readonly { readonly id: number; readonly shape: Shape }[] = [];
  const shapeOf = (id: number): Shape => {
    const known = shapes.get(id);
    if (known !== undefined) return known;
    if (shapes.size >= REMEMBERED) shapes.clear();
    const shape = parseShape(phrases.text(id));
    shapes.set(id, shape);
    return shape;
  };
  const idOf = (operation: Operation): number => {
    for (const { id, shape } of recent) if (hasShape(operation, shape)) return id;
    const id = phrases.give(shapeText(operation));
    recent = [{ id, shape: shapeOf(id) }, ...recent.slice(0, RECENT - 1)];
    return id;
  };
  return {
    encode: (operation) => ({ shape: idOf(operation), data: dataText(operation) }),
    decode: (owner, { shape, data }) => {
      const { slot, kind, rule, changes } = shapeOf(shape);
      const [object, name, ...given] = decodeData<EncodedOperation>(data);
      return {
        mv: owner > 0 ? mvId(owner) : undefined,
        slot,
        object: object === null ? undefined : objectId(object),
        kind,
        name: name ?? undefined,
        changes: changes.map((change, at) => changeOf(change, given[at])),
        rule: rule ?? undefined,
      };
    },
    slotOf: (shape) => shapeOf(shape).slot,
    forget: () => {
      shapes.clear();
      recent = [];
    },
  };
}

/** The names of a shape's rules as they are called now. */
export function renameInShape(text: string, nameNow: (rule: string) => string): string {
  const { slot, kind, rule, changes } = parseShape(text);
  const named = changes.map((change) => ({ ...change, rule: nameNow(change.rule) }));
  return textOf({ slot, kind, rule: rule === undefined ? undefined : nameNow(rule), changes: named });
}

interface ShapeChange {
  readonly attribute: string;
  readonly rule: string;
  /** Values come and go, instead of all being set. */
  readonly edits: boolean;
}
interface Shape {
  readonly slot: Slot;
  readonly kind: Operation['kind'];
  readonly rule: string | undefined;
  readonly changes: readonly ShapeChange[];
}

type Given = Content | Pick<Edit, 'added' | 'removed'>;
type Edit = Extract<AttributeChange, { readonly added: unknown }>;
type EncodedOperation = readonly [object: number | null, name: string | null, ...given: readonly Given[]];

const isEdit = (change: AttributeChange): change is Edit => 'added' in change;

const shapeText = ({ slot, kind, rule, changes }: Operation): string =>
  textOf({
    slot,
    kind,
    rule,
    changes: changes.map((change) => ({ attribute: change.attribute, rule: change.rule, edits: isEdit(change) })),
  });

/** `[connector, type, account, kind, rule, [attribute, rule, 1 if it edits], …]`. */
const textOf = ({ slot: { connector, type, account }, kind, rule, changes }: Shape): string =>
  JSON.stringify([
    connector,
    type,
    account,
    kind,
    rule ?? null,
    ...changes.map((change) => [change.attribute, change.rule, Number(change.edits)]),
  ]);

type EncodedShape = readonly [
  connector: string,
  type: string,
  account: string | null,
  kind: Operation['kind'],
  rule: string | null,
  ...changes: readonly (readonly [attribute: string, rule: string, edits: number])[],
];

function parseShape(text: string): Shape {
  const encoded: EncodedShape = JSON.parse(text);
  const [connector, type, account, kind, rule, ...changes] = encoded;
  return {
    slot: { connector, type, account },
    kind,
    rule: rule ?? undefined,
    changes: changes.map(([attribute, by, edits]) => ({ attribute, rule: by, edits: edits === 1 })),
  };
}

function hasShape({ slot, kind, rule, changes }: Operation, shape: Shape): boolean {
  if (kind !== shape.kind || rule !== shape.rule || changes.length !== shape.changes.length) return false;
  const { connector, type, account } = shape.slot;
  if (slot.connector !== connector || slot.type !== type || slot.account !== account) return false;
  for (let at = 0; at < changes.length; at += 1) {
    const change = changes[at];
    const like = shape.changes[at];
    if (change === undefined || like === undefined) return false;
    if (change.attribute !== like.attribute || change.rule !== like.rule || isEdit(change) !== like.edits) return false;
  }
  return true;
}

const dataText = ({ object, name, changes }: Operation): string => {
  const cells: (ObjectId | string | null | Given)[] = [object ?? null, name ?? null];
  for (const change of changes)
    cells.push(isEdit(change) ? { added: change.added, removed: change.removed } : change.set);
  return encodeData(cells);
};

function changeOf({ attribute, rule, edits }: ShapeChange, given: Given): AttributeChange {
  if (isEditGiven(given)) {
    if (edits) return { attribute, added: given.added, removed: given.removed, rule };
  } else if (!edits) return { attribute, set: given, rule };
  throw new Error(`bug: what an operation keeps of ${attribute} is not of its shape`);
}

const isEditGiven = (given: Given): given is Pick<Edit, 'added' | 'removed'> =>
  typeof given === 'object' && 'added' in given;
