// An operation as text, without names of members: there are many. What an operation lacks is null.
import type { Content, MvId, ObjectId } from '../../values/value.js';
import type { AttributeChange, Operation, Slot } from '../records.js';
import { decodeData, encodeData } from './data.js';

/**
 * The same as `encodeData([mv, slot, object, kind, name, rule, changes])`, put together from its parts: names of attributes
 * and rules, and slots, are those of thousands of others.
 */
export const encodeOperation = ({ mv, slot, object, kind, name, changes, rule }: Operation): string => {
  let text = `[${mv ?? null},${slotText(slot)},${object ?? null},"${kind}",${nameText(name)},${ruleText(rule)},[`;
  for (let i = 0; i < changes.length; i += 1) {
    const change = changes[i];
    if (change !== undefined) text += (i === 0 ? '' : ',') + changeText(change);
  }
  return `${text}]]`;
};

export function decodeOperation(data: string): Operation {
  const [mv, slot, object, kind, name, rule, changes] = decodeData<EncodedOperation>(data);
  return {
    mv: mv ?? undefined,
    slot,
    object: object ?? undefined,
    kind,
    name: name ?? undefined,
    changes,
    rule: rule ?? undefined,
  };
}

type EncodedOperation = readonly [
  mv: MvId | null,
  slot: Slot,
  object: ObjectId | null,
  kind: Operation['kind'],
  name: string | null,
  rule: string | null,
  changes: Operation['changes'],
];

const changeText = (change: AttributeChange): string => {
  if (!('set' in change)) return encodeData(change);
  const { attribute, set, rule } = change;
  return `{"attribute":${jsonOf(attribute)},"set":${contentText(set)},"rule":${jsonOf(rule)}}`;
};

const contentText = (content: Content): string =>
  typeof content === 'string' || typeof content === 'boolean' ? JSON.stringify(content) : encodeData(content);

const nameText = (name: string | undefined): string => (name === undefined ? 'null' : JSON.stringify(name));
const ruleText = (rule: string | undefined): string => (rule === undefined ? 'null' : jsonOf(rule));

const slotTexts = new WeakMap<Slot, string>();
const slotText = (slot: Slot): string => {
  const known = slotTexts.get(slot);
  if (known !== undefined) return known;
  const text = encodeData(slot);
  slotTexts.set(slot, text);
  return text;
};

const REMEMBERED = 10_000;
const texts = new Map<string, string>();
/** Of a text that comes again and again. */
const jsonOf = (text: string): string => {
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= REMEMBERED) texts.clear();
  const json = JSON.stringify(text);
  texts.set(text, json);
  return json;
};
