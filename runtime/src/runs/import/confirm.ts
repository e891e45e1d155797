// Confirmation: what an import shows of an object, compared with what was sent to it (engine specification, 6.1).
import { hashOfContent, hashOfSent, readBit } from '../../engine/index.js';
import type { Equality } from '../../plan/index.js';
import type { CsObject, Sent, Written } from '../../store/index.js';
import { type Content, dnKey, equalContents, keyText, sameContent, type Value, valuesOf } from '../../values/index.js';
import type { SpaceType } from '../space.js';

export interface Seen {
  readonly type: SpaceType;
  /** The object with its new image and name, and with `written` as it was. */
  readonly object: CsObject;
  /** Attributes that the event spoke about; missing: all. */
  readonly attributes: ReadonlySet<string> | undefined;
  /** Whether the event told the name. */
  readonly named: boolean;
  /** Deletes sent after this time may not have been seen by the import yet. */
  readonly settledBefore: number;
  readonly resolve: ResolveSent;
}

/** The forms in which an import may show a reference that was sent. None yet: it cannot be told. `gone`: never again. */
export type ResolveSent = (reference: string) => readonly string[] | 'gone';

export interface Confirmation {
  readonly written: Written | undefined;
  /** Keys of what was sent and did not come back, not even in other words. */
  readonly unheeded: readonly string[];
}

/** What is left of `written` when the object was seen. The same record where nothing was waiting. */
export const confirm = (seen: Seen): Confirmation => {
  const { written } = seen.object;
  if (!written || !isWaiting(written)) return { written, unheeded: [] };
  const verdicts = [
    ...attributeVerdicts(seen, written),
    ...nameVerdict(seen, written),
    ...deleteVerdict(seen, written),
  ];
  const decided = new Set(verdicts.map((verdict) => verdict.key));
  return {
    written: settled(written, verdicts, decided),
    unheeded: verdicts.filter(({ level }) => level === 'error').map(({ key }) => key),
  };
};

/** `unheeded` entries whose seen value is not the present one any more are over. */
export const withoutOutdated = (
  object: CsObject,
  type: SpaceType,
  changed: ReadonlySet<string>,
): Written | undefined => {
  const { written } = object;
  if (!written) return written;
  const kept = Object.entries(written.unheeded).filter(
    ([key, entry]) =>
      !changed.has(type.attributes.get(key)?.bit?.of ?? key) ||
      hashOfContent(seenContent(object, type, key)) === entry.seen,
  );
  return kept.length === Object.keys(written.unheeded).length
    ? written
    : { ...written, unheeded: Object.fromEntries(kept) };
};

/** Keys of {@link Written.unheeded} that are no attributes. */
export const NAME_KEY = ':name';
export const DELETE_KEY = ':delete';

interface Verdict {
  readonly key: string;
  readonly level: 'ok' | 'normalised' | 'error';
  readonly wanted: string;
  readonly seen: string;
}

const isWaiting = (written: Written): boolean =>
  written.delivery !== undefined ||
  written.sentName !== undefined ||
  written.sentDelete !== undefined ||
  Object.keys(written.sent).length > 0;

const attributeVerdicts = (seen: Seen, written: Written): readonly Verdict[] =>
  Object.entries(written.sent)
    .filter(([attribute]) => speaksAbout(seen, attribute))
    .flatMap(([attribute, sent]) => attributeVerdict(seen, attribute, sent));

const speaksAbout = (seen: Seen, attribute: string): boolean => {
  const stored = seen.type.attributes.get(attribute)?.bit?.of ?? attribute;
  return !seen.attributes || seen.attributes.has(stored);
};

const attributeVerdict = (seen: Seen, attribute: string, sent: Sent): readonly Verdict[] => {
  const content = seenContent(seen.object, seen.type, attribute);
  const outcome = compare(seen, attribute, sent, content);
  if (outcome === 'undecided') return [];
  return [{ key: attribute, level: outcome, wanted: hashOfSent(sent), seen: hashOfContent(content) }];
};

/** What the image shows of an attribute, a bit included; of `:name` the name. */
export const seenContent = (object: CsObject, type: SpaceType, key: string): Content => {
  if (key === NAME_KEY) return object.name;
  const bit = type.attributes.get(key)?.bit;
  const slot = type.stored.get(bit?.of ?? key)?.slot;
  const content = slot === undefined ? undefined : object.image[slot];
  return bit ? readBit(content, bit) : content;
};

/** References to objects without an anchor cannot be compared before those were seen. */
const compare = (seen: Seen, attribute: string, sent: Sent, content: Content): Verdict['level'] | 'undecided' => {
  const plan = seen.type.attributes.get(attribute);
  if (plan?.type.scalar === 'ref') return compareReferences(sent, content, seen.resolve);
  const by = plan?.equality ?? 'exact';
  if (!('set' in sent)) return compareDelta(sent, content, by);
  if (sameContent(sent.set, content)) return 'ok';
  return equalContents(sent.set, content, by) ? 'normalised' : 'error';
};

type Delta = Extract<Sent, { readonly added: readonly Content[] }>;

const compareDelta = (sent: Delta, content: Content, by: Equality): Verdict['level'] => {
  const has = (as: Equality) => {
    const keys = new Set(valuesOf(content).map((value) => keyText(value, as)));
    return (value: Value) => keys.has(keyText(value, as));
  };
  const added = sent.added.flatMap(valuesOf);
  if (!added.every(has(by)) || sent.removed.flatMap(valuesOf).some(has(by))) return 'error';
  return added.every(has('value')) ? 'ok' : 'normalised';
};

const compareReferences = (sent: Sent, content: Content, resolve: ResolveSent): 'ok' | 'error' | 'undecided' => {
  const has = new Set(valuesOf(content).map(String));
  const forms = (values: readonly Content[]) => values.flatMap(valuesOf).map((value) => resolve(String(value)));
  const wanted = forms('set' in sent ? [sent.set] : sent.added);
  const unwanted = 'set' in sent ? [] : forms(sent.removed);
  if ([...wanted, ...unwanted].some((names) => names.length === 0)) return 'undecided';
  const isThere = (names: readonly string[] | 'gone') => names !== 'gone' && names.some((name) => has.has(name));
  const whole = !('set' in sent) || wanted.includes('gone') || wanted.length === has.size;
  const arrived = wanted.every((names) => names === 'gone' || isThere(names));
  return whole && arrived && !unwanted.some(isThere) ? 'ok' : 'error';
};

const nameVerdict = (seen: Seen, written: Written): readonly Verdict[] => {
  const wanted = written.sentName;
  const { name } = seen.object;
  if (wanted === undefined || !seen.named) return [];
  const level = wanted === name ? 'ok' : name !== undefined && dnKey(wanted) === dnKey(name) ? 'normalised' : 'error';
  return [{ key: NAME_KEY, level, wanted: hashOfContent(wanted), seen: hashOfContent(name) }];
};

const deleteVerdict = (seen: Seen, written: Written): readonly Verdict[] => {
  if (written.sentDelete === undefined || written.sentDelete > seen.settledBefore || seen.attributes) return [];
  return [{ key: DELETE_KEY, level: 'error', wanted: hashOfContent(true), seen: hashOfContent(seen.object.name) }];
};

const settled = (written: Written, verdicts: readonly Verdict[], decided: ReadonlySet<string>): Written => {
  const { delivery: _, sentName, sentDelete, ...rest } = written;
  const sent = Object.entries(written.sent).filter(([attribute]) => !decided.has(attribute));
  const unheeded = verdicts.flatMap(({ key, level, wanted, seen }) =>
    level === 'ok' ? [] : [[key, { wanted, seen, level }] as const],
  );
  const before = Object.entries(written.unheeded).filter(([key]) => !decided.has(key));
  return {
    ...rest,
    sent: Object.fromEntries(sent),
    unheeded: Object.fromEntries([...before, ...unheeded]),
    ...(sentName !== undefined && !decided.has(NAME_KEY) ? { sentName } : {}),
    ...(sentDelete !== undefined && !decided.has(DELETE_KEY) ? { sentDelete } : {}),
  };
};
