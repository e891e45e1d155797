// Values of connector objects as differences see them: current ones, those of an add, references by the object they mean.
import type { AttributeChange, CsObject, Sent } from '../../store/index.js';
import { type Content, contentOf, type RefText, refById, type Value, valuesOf } from '../../values/index.js';
import type { CsTypeMachine } from '../machine/machine.js';
import type { Session } from '../session.js';
import { askAll } from '../space/ask-all.js';
import { resolve } from '../space/resolve.js';
import type { Draft } from './draft.js';

/** `current(X, a)`: the image, overlaid with what was sent and is not yet seen back. */
export const currentContent = (type: CsTypeMachine, object: CsObject, attribute: string): Content => {
  const imported = type.read(object.image, attribute);
  const sent = object.written?.sent[attribute];
  return sent === undefined ? imported : overlaid(imported, sent, type.attributes.get(attribute)?.type.many === true);
};

const overlaid = (imported: Content, sent: Sent, many: boolean): Content => {
  if ('set' in sent) return sent.set;
  const removed = new Set(sent.removed.flatMap((each) => valuesOf(each)).map(String));
  const stays = valuesOf(imported).filter((value) => !removed.has(String(value)));
  const present = new Set(stays.map(String));
  return contentOf(
    [...stays, ...sent.added.flatMap((each) => valuesOf(each)).filter((value) => !present.has(String(value)))],
    many,
  );
};

/** References by the object that they mean, so that a name and an anchor of one object are equal; unknown ones stay. */
export const byObject = (session: Session, connector: string, content: Content): Content => {
  if (content === undefined) return undefined;
  const meant = new Set<Value>();
  askAll(valuesOf(content), (reference) => {
    meant.add(meantBy(session, connector, String(reference) as RefText));
  });
  return contentOf([...meant].sort(), Array.isArray(content));
};

const meantBy = (session: Session, connector: string, reference: RefText): RefText => {
  if (reference.startsWith('o:') || reference.startsWith('m:')) return reference;
  const object = resolve(session.space, connector, reference);
  return object === undefined ? reference : refById(object.id);
};

/** `current(X, a)` of references, by the object that they mean: in that form what was sent is laid over what was imported. */
export const currentByObject = (
  session: Session,
  type: CsTypeMachine,
  object: CsObject,
  attribute: string,
): Content => {
  const { connector } = object;
  const imported = byObject(session, connector, type.read(object.image, attribute));
  const sent = object.written?.sent[attribute];
  if (sent === undefined) return imported;
  if ('set' in sent) return byObject(session, connector, sent.set);
  const meant = (contents: readonly Content[]): readonly Value[] =>
    valuesOf(byObject(session, connector, contents.flatMap(valuesOf)));
  const removed = new Set(meant(sent.removed));
  const stays = valuesOf(imported).filter((value) => !removed.has(value));
  const many = type.attributes.get(attribute)?.type.many === true;
  return contentOf([...new Set([...stays, ...meant(sent.added)])].sort(), many);
};

/** What an add sends, references aside. */
export const changesOfAdd = (draft: Extract<Draft, { kind: 'add' }>): readonly AttributeChange[] =>
  draft.wanted.flatMap((each) =>
    each.kind === 'value' && !each.attribute.reference
      ? [{ attribute: each.attribute.name, set: each.values, rule: each.rule }]
      : [],
  );
