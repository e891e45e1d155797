// What one import event makes of one object: records in, records out (engine specification, 6.1).
import type { ImportEvent } from '../../connectors/index.js';
import type { CsObject, EngineError, Written } from '../../store/index.js';
import type { Content, ObjectId, Row } from '../../values/index.js';
import type { SpaceType } from '../space.js';
import { confirm, type ResolveSent, withoutOutdated } from './confirm.js';
import { editedContent, imageContent, sameImage } from './content.js';

export type ObjectEvent = Extract<ImportEvent, { kind: 'object' }>;
export type PatchEvent = Extract<ImportEvent, { kind: 'patch' }>;

/** What transitions need besides object and event. */
export interface Reception {
  readonly type: SpaceType;
  /** Time before which the system is sure to show what was written to it. */
  readonly settledBefore: number;
  readonly resolve: ResolveSent;
}

export interface Received {
  /** The record given if nothing changed. */
  readonly object: CsObject;
  /** Errors of the import on the object, in place of those that it had. */
  readonly errors: readonly EngineError[];
  /** Attributes (and `:name`, `:delete`) that did not come back as they were sent. Synchronisation lists them. */
  readonly unheeded: readonly string[];
}

/** An object that nobody has seen before. */
export const received = (id: ObjectId, event: ObjectEvent, reception: Reception): Received =>
  receivedAgain(newObject(id, event, reception.type), event, reception);

/** A whole object: every attribute that the event does not have is gone, unless it could not be read. */
export const receivedAgain = (before: CsObject, event: ObjectEvent, reception: Reception): Received =>
  take(before, event, reception, undefined);

/** Changed attributes only. */
export const patched = (before: CsObject, event: PatchEvent, reception: Reception): Received =>
  take(before, event, reception, new Set([...event.values.keys(), ...editsOf(event).keys()]));

/** The system says that it is not there any more; a deletion that was sent is thereby fulfilled. */
export const gone = (before: CsObject): CsObject => {
  if (before.existence === 'gone') return before;
  const { written } = before;
  if (written?.sentDelete === undefined) return { ...before, existence: 'gone' };
  const { sentDelete: _, ...rest } = written;
  return { ...before, existence: 'gone', written: rest };
};

const newObject = (id: ObjectId, event: ObjectEvent, type: SpaceType): CsObject => ({
  id,
  connector: type.connector.name,
  type: type.shortName,
  anchor: event.anchor,
  name: undefined,
  existence: 'gone',
  explicit: false,
  image: [],
  link: undefined,
  written: undefined,
  keys: [],
});

const take = (
  before: CsObject,
  event: ObjectEvent | PatchEvent,
  reception: Reception,
  spoken: ReadonlySet<string> | undefined,
): Received => {
  const { type } = reception;
  const { image, changed, errors } = newImage(before.image, event, type, spoken);
  const name = event.name ?? before.name;
  const stood: CsObject = {
    ...before,
    anchor: event.anchor,
    name,
    existence: 'confirmed',
    image: changed.size > 0 ? image : before.image,
  };
  const keys = name === before.name ? changed : new Set([...changed, ':name']);
  const trimmed: CsObject = { ...stood, written: withoutOutdated(stood, type, keys) };
  const named = event.name !== undefined;
  const { written, unheeded } = confirm({ ...reception, object: trimmed, attributes: spoken, named });
  const same = isSame(before, trimmed, written) && changed.size === 0;
  return { object: same ? before : { ...trimmed, written }, errors, unheeded };
};

const isSame = (before: CsObject, after: CsObject, written: Written | undefined): boolean =>
  before.anchor === after.anchor &&
  before.name === after.name &&
  before.existence === after.existence &&
  before.written === written;

interface NewImage {
  readonly image: Row;
  readonly changed: ReadonlySet<string>;
  readonly errors: readonly EngineError[];
}

const newImage = (
  before: Row,
  event: ObjectEvent | PatchEvent,
  type: SpaceType,
  spoken: ReadonlySet<string> | undefined,
): NewImage => {
  const faults = new Map((event.faults ?? []).map((fault) => [fault.attribute, fault.message]));
  const image: Content[] = Array.from({ length: type.width }, (_, slot) => before[slot]);
  const changed = new Set<string>();
  for (const attribute of type.stored.values()) {
    if (faults.has(attribute.name)) continue;
    const given = implied(event, type, attribute.name);
    if (spoken && !spoken.has(attribute.name) && given === undefined) continue;
    const edit = editsOf(event).get(attribute.name);
    const read = edit
      ? editedContent(attribute, before[attribute.slot], edit)
      : imageContent(attribute, given ?? event.values.get(attribute.name));
    if ('fault' in read) {
      faults.set(attribute.name, read.fault);
    } else if (!sameImage(attribute, before[attribute.slot], read.content)) {
      image[attribute.slot] = read.content;
      changed.add(attribute.name);
    }
  }
  return { image, changed, errors: [...faults].map(([attribute, message]) => badValue(attribute, message)) };
};

const NO_EDITS: NonNullable<PatchEvent['edits']> = new Map();

const editsOf = (event: ObjectEvent | PatchEvent): NonNullable<PatchEvent['edits']> =>
  event.kind === 'patch' ? (event.edits ?? NO_EDITS) : NO_EDITS;

/** The name is also the value of the name attribute, whether or not the connector lists it among the values. */
const implied = (event: ObjectEvent | PatchEvent, type: SpaceType, attribute: string): string | undefined =>
  attribute === type.connector.naming ? event.name : undefined;

const badValue = (attribute: string, message: string): EngineError => ({
  kind: 'bad-value',
  attribute,
  message: `${message}; the value that was there before stays`,
});
