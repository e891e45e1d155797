// Where the values of a metaverse object come from, small: nearly all objects of a type have the same *shape* (which
// rule gave each slot, what is derived, cleared or marked), so the shape is interned and an object keeps its number and
// the objects that contributed.
import type { Content, ObjKey } from '../../values/value.js';
import { type Contribution, isClear, type MvObject, type MvValue } from '../records.js';
import { isList } from './codec.js';
import { decodeData, encodeData } from './data.js';
import type { Dictionary } from './dictionary.js';

export interface Provenance {
  readonly shape: number;
  /** JSON: the holders, then the other contributing objects. */
  readonly objects: string;
  /** JSON: parts that are not simply the value; usually none. */
  readonly parts: string | null;
}

export interface ProvenanceCodec {
  readonly encode: (mv: MvObject) => Provenance;
  /** `values` by slot; `since` by slot. */
  readonly decode: (
    provenance: Provenance,
    values: readonly Content[],
    since: (slot: number) => number,
  ) => Pick<MvObject, 'holders' | 'stored'>;
  /** What is remembered may be wrong. */
  readonly forget: () => void;
}

const MARKS = [undefined, 'recorded', 'tied'] as const;
/** What a contribution gave: the whole value, `clear`, nothing, or what `parts` says. */
const PART = { same: 0, clear: 1, nothing: 2, other: 3 } as const;
const REMEMBERED = 20_000;
const RECENT = 4;

/**
 * A shape is text: the number of holders, then for each slot after a `;` nothing (no value), or flags (1 cleared,
 * 2 × mark) and its contributions `,object.rule.part`: index into the objects, phrase of the rule id, {@link PART}.
 */
export function provenanceCodec(phrases: Dictionary): ProvenanceCodec {
  const shapes = new Map<number, Shape>();
  const shapeOf = (id: number): Shape => {
    const known = shapes.get(id);
    if (known !== undefined) return known;
    if (shapes.size >= REMEMBERED) shapes.clear();
    const shape = parseShape(phrases.text(id), phrases);
    shapes.set(id, shape);
    return shape;
  };
  /** The shapes of those that were encoded last: the next one has most likely one of them. */
  let recent: readonly { readonly id: number; readonly shape: Shape }[] = [];
  const recentShapeOf = (mv: MvObject): number | undefined => {
    for (const { id, shape } of recent) if (hasShape(mv, shape)) return id;
    return undefined;
  };
  const encodeShape = (mv: MvObject): Provenance => {
    const encoding: Encoding = { objects: [...mv.holders], parts: [], phrases };
    let shape = String(mv.holders.length);
    let end = shape.length;
    for (const value of mv.stored) {
      shape += ';';
      if (value === undefined) continue;
      shape += encodeValue(value, encoding);
      end = shape.length;
    }
    const id = phrases.give(shape.slice(0, end));
    recent = [{ id, shape: shapeOf(id) }, ...recent.slice(0, RECENT - 1)];
    return {
      shape: id,
      objects: JSON.stringify(encoding.objects),
      parts: encoding.parts.length === 0 ? null : encodeData(encoding.parts),
    };
  };
  return {
    encode: (mv) => {
      const shape = recentShapeOf(mv);
      return shape === undefined ? encodeShape(mv) : { shape, objects: JSON.stringify(mv.holders), parts: null };
    },
    decode: (provenance, values, since) => {
      const shape = shapeOf(provenance.shape);
      const objects: readonly ObjKey[] = JSON.parse(provenance.objects);
      const parts = provenance.parts === null ? [] : decodeData<readonly Content[]>(provenance.parts);
      let next = 0;
      const contentOf = (part: number, content: Content): Contribution['part'] =>
        part === PART.other ? parts[next++] : simplePart(part, content);
      const stored: (MvValue | undefined)[] = [];
      for (let at = 0; at < shape.slots.length; at++) {
        const slot = shape.slots[at];
        if (slot === undefined) {
          stored.push(undefined);
          continue;
        }
        const content = values[at];
        const by: Contribution[] = [];
        for (const { object, rule, part } of slot.by)
          by.push({ object: objects[object] ?? missingObject(), rule, part: contentOf(part, content) });
        stored.push({ values: content, clear: slot.clear, mark: slot.mark, by, since: since(at) });
      }
      return { holders: objects.slice(0, shape.holders), stored };
    },
    forget: () => {
      shapes.clear();
      recent = [];
    },
  };
}

/** Whether a metaverse object has this shape, all of its values come from its holders, and none needs parts of its own. */
function hasShape({ holders, stored }: MvObject, shape: Shape): boolean {
  if (holders.length !== shape.holders || stored.length !== shape.slots.length) return false;
  for (let at = 0; at < stored.length; at++) {
    const value = stored[at];
    const slot = shape.slots[at];
    if (value === undefined || slot === undefined) {
      if (value !== slot) return false;
    } else if (value.clear !== slot.clear || value.mark !== slot.mark || !isGivenAs(value, slot, holders)) return false;
  }
  return true;
}

const isGivenAs = ({ by, values }: MvValue, slot: ShapeSlot, holders: readonly ObjKey[]): boolean => {
  if (by.length !== slot.by.length) return false;
  for (let at = 0; at < by.length; at++) {
    const given = by[at];
    const like = slot.by[at];
    if (given === undefined || like === undefined || like.part === PART.other || given.rule !== like.rule) return false;
    if (given.object !== holders[like.object] || partKind(given.part, values) !== like.part) return false;
  }
  return true;
};

interface Encoding {
  readonly objects: ObjKey[];
  readonly parts: unknown[];
  readonly phrases: Dictionary;
}

function encodeValue(value: MvValue, encoding: Encoding): string {
  let text = String(Number(value.clear) + 2 * MARKS.indexOf(value.mark));
  for (const { object, rule, part } of value.by) {
    const kind = partKind(part, value.values);
    if (kind === PART.other) encoding.parts.push(part);
    text += `,${positionOf(object, encoding)}.${encoding.phrases.give(rule)}.${kind}`;
  }
  return text;
}

/** There are few: those that hold it, and others that contribute. */
function positionOf(object: ObjKey, { objects }: Encoding): number {
  const known = objects.indexOf(object);
  return known < 0 ? objects.push(object) - 1 : known;
}

function partKind(part: Contribution['part'], values: Content): number {
  if (part === undefined) return PART.nothing;
  if (isClear(part)) return PART.clear;
  return sameContent(part, values) ? PART.same : PART.other;
}

const simplePart = (part: number, content: Content): Contribution['part'] =>
  part === PART.clear ? { clear: true } : part === PART.same ? content : undefined;

function sameContent(a: Content, b: Content): boolean {
  if (a === b) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((value, i) => sameContent(value, b[i]));
  return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
}

interface Shape {
  readonly holders: number;
  readonly slots: readonly (ShapeSlot | undefined)[];
}
interface ShapeSlot {
  readonly clear: boolean;
  readonly mark: MvValue['mark'];
  readonly by: readonly { readonly object: number; readonly rule: string; readonly part: number }[];
}

function parseShape(text: string, phrases: Dictionary): Shape {
  const [holders, ...slots] = text.split(';');
  return { holders: Number(holders), slots: slots.map((slot) => (slot === '' ? undefined : parseSlot(slot, phrases))) };
}

function parseSlot(text: string, phrases: Dictionary): ShapeSlot {
  const [flags, ...by] = text.split(',');
  return {
    clear: Number(flags) % 2 === 1,
    mark: MARKS[Math.floor(Number(flags) / 2)],
    by: by.map((entry) => {
      const [object = 0, rule = 0, part = 0] = entry.split('.').map(Number);
      return { object, rule: phrases.text(rule), part };
    }),
  };
}

function missingObject(): never {
  throw new Error('bug: a contribution names an object that its metaverse object does not list');
}
