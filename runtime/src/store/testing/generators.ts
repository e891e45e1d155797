// Random records of every kind, in a small world, so that they meet: a few ids, anchors, names, references and keys.
import fc from 'fast-check';
import {
  type Content,
  type MvId,
  mvId,
  mvKey,
  type ObjKey,
  objectId,
  objKey,
  type RefText,
  refByAnchor,
  refById,
  refByName,
  type Value,
} from '../../values/value.js';
import type { Selection } from '../port.js';
import type {
  AddRefusal,
  ConnectorState,
  Contribution,
  CsObject,
  EngineError,
  Link,
  MvObject,
  MvValue,
  NameClaim,
  Operation,
  Sent,
  Slot,
  Written,
} from '../records.js';

const COUNT = 6;
export const objectIds = Array.from({ length: COUNT }, (_, i) => objectId(i + 1));
export const mvIds = Array.from({ length: COUNT }, (_, i) => mvId(i + 1));
export const anchors = ['1', '2', 'ä\u001fö', '4'];
export const names = [
  'CN=Ada,OU=People',
  'cn=Ada,ou=people',
  'OU=People',
  'OU=Staff',
  'CN=B\\,c,OU=People',
  'OU=Staff,OU=People',
  'CN=Ada,OU=Staff,OU=People',
  'CN=Ada,OU=Staff',
  'CN=Ada, OU=Staff',
  'no name, OU=Staff',
];
/** Normalised names that may be asked for: some that are given, and some that come about by renaming what is above. */
export const nameKeys = [
  'cn=ada,ou=people',
  'ou=people',
  'ou=staff',
  'ou=staff,ou=people',
  'cn=ada,ou=staff,ou=people',
  'cn=ada,ou=staff',
  'ou=people,ou=staff',
  'x',
];
export const births: readonly ObjKey[] = [objKey('hr', '1'), objKey('hr', '1\u001f2')];
export const refTexts: readonly RefText[] = [
  refByAnchor('1'),
  refByAnchor('2'),
  refByName('cn=ada,ou=people'),
  refById(objectId(3)),
  refByAnchor('\u0000'),
];
const RULES = ['A|hr.person|person', 'B;,.|corp.user|person', 'A|x|y', 'B|x|y'];
export const keyTexts = ['a', 'A', 'ß', 'a\u001eb'];
/** The key of a metaverse object never changes. */
export const keyOfMv = (id: MvId) => mvKey(births[id % births.length] ?? objKey('hr', ''), id);

const attribute = (name: string, scalar: string, many = false) => ({ name, scalar, many, reference: scalar === 'ref' });
const ATTRIBUTES = [
  attribute('text', 'string'),
  attribute('number', 'integer'),
  attribute('manager', 'ref'),
  attribute('flag', 'boolean'),
  attribute('day', 'date'),
  attribute('bytes', 'binary'),
  attribute('texts', 'string', true),
  attribute('members', 'ref', true),
  attribute('numbers', 'integer', true),
  attribute('blobs', 'binary', true),
];
export const selection: Selection = new Map([
  ['corp.user', [...ATTRIBUTES, { ...attribute('dn', 'dn'), naming: true as const }]],
  ['hr.person', ATTRIBUTES],
  ['person', ATTRIBUTES],
  ['team', ATTRIBUTES.slice(0, 3)],
]);

const options = { noNullPrototype: true };
const time = fc.constantFrom(0, 1_700_000_000_000, 1_700_000_000_001);
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('ada', 'ADA "x"', '\ud800', '%_', ''),
);
const integer = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(0n, 12n));
const bytes = fc.uint8Array({ maxLength: 4 });
const listOf = <T extends Value>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 3 });
/** In ascending order, as all references that are worked out are. */
const refs = (all: readonly string[]) =>
  fc.subarray(all.toSorted(), { minLength: 1 }).map((list): readonly string[] => list);

function contentOf(name: string, references: readonly string[]): fc.Arbitrary<Content> {
  const all: Readonly<Record<string, fc.Arbitrary<Content>>> = {
    text,
    number: integer,
    manager: fc.constantFrom(...references),
    flag: fc.boolean(),
    day: fc.integer(),
    bytes,
    texts: listOf(text),
    members: refs(references),
    numbers: listOf(integer),
    blobs: listOf(bytes),
  };
  return maybe(all[name] ?? text);
}

/** Any content, without a layout. */
const content = fc.oneof(...ATTRIBUTES.map(({ name }) => contentOf(name, ['m'])));
const record = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(fc.constantFrom('text', 'members', '$i', '$$', '__proto__', ':name'), of, {
    maxKeys: 3,
    noNullPrototype: true,
  });

const slot: fc.Arbitrary<Slot> = fc.record(
  { connector: fc.constantFrom('corp', 'hr'), type: fc.constant('corp.user'), account: fc.constantFrom(null, 'admin') },
  options,
);
/** References to objects, and texts that only look like some. */
const objectList = refs(['o:1', 'o:2', 'o:3', 'o:10', 'o:20']);
const almost = listOf(fc.constantFrom('o:1', 'o:02', 'o:', 'o:1e3', 'o:9007199254740993', 'a:1'));
const writtenContent = fc.oneof(content, objectList, objectList, almost);
const writtenList = fc.oneof(fc.array(content, { maxLength: 2 }), objectList, almost);
const sent: fc.Arbitrary<Sent> = fc.oneof(
  fc.record({ set: writtenContent }, options),
  fc.record({ added: writtenList, removed: writtenList }, options),
);
const retry = fc.record({ notBefore: time, attempts: fc.nat(5) }, options);
export const written: fc.Arbitrary<Written> = fc.record(
  {
    exported: record(writtenContent),
    sent: record(sent),
    sentName: text,
    sentDelete: time,
    unheeded: record(
      fc.record({ wanted: text, seen: text, level: fc.constantFrom('error' as const, 'normalised' as const) }, options),
    ),
    delivery: fc.constantFrom('sending' as const, 'unknown' as const),
    refused: fc.record({ fingerprint: text, plan: text, message: text }, options),
    retry,
  },
  { ...options, requiredKeys: ['exported', 'sent', 'unheeded'] },
);
const link: fc.Arbitrary<Link> = fc.record(
  {
    mv: fc.constantFrom(...mvIds),
    account: fc.constantFrom(null, 'admin'),
    origin: fc.constantFrom('projected', 'joined', 'provisioned', 'operator'),
    since: time,
    managed: fc.record(
      { rule: fc.constantFrom(...RULES), action: fc.constantFrom('delete', 'disconnect', 'keep'), after: fc.nat(9) },
      options,
    ),
    ending: time,
    done: fc.constantFrom('disconnect', 'keep'),
  },
  { ...options, requiredKeys: ['mv', 'account', 'origin', 'since'] },
);
const keys = (specs: readonly number[]) =>
  fc.uniqueArray(fc.tuple(fc.constantFrom(...specs), fc.constantFrom(...keyTexts)), {
    selector: String,
    maxLength: 4,
  });

const row = (references: readonly string[]) => fc.tuple(...ATTRIBUTES.map(({ name }) => contentOf(name, references)));

export const OBJECT_SPECS = [1, 2];
export const MV_SPECS = [3, 4];

/** An object; who uses it sees to it that anchors are its own. */
export const csObject: fc.Arbitrary<CsObject> = fc
  .record(
    {
      id: fc.constantFrom(...objectIds),
      anchor: maybe(fc.constantFrom(...anchors)),
      name: maybe(fc.constantFrom(...names)),
      existence: fc.constantFrom('confirmed', 'confirmed', 'creating', 'gone'),
      explicit: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      image: row(refTexts),
      link: maybe(link),
      written: maybe(written),
      keys: keys(OBJECT_SPECS),
    },
    options,
  )
  .map((object) =>
    object.id % 2 === 0
      ? { ...object, connector: 'corp', type: 'user', image: [...object.image, object.name] }
      : { ...object, connector: 'hr', type: 'person' },
  );

const contributor = fc.constantFrom(...births, objKey('corp', '4'));
const contribution = (values: Content, other: fc.Arbitrary<Content> = content): fc.Arbitrary<Contribution> =>
  fc.record(
    {
      object: contributor,
      rule: fc.constantFrom(...RULES),
      part: fc.oneof(fc.constant(values), fc.constant({ clear: true as const }), other),
    },
    options,
  );
const mvValue = (of: fc.Arbitrary<Content>): fc.Arbitrary<MvValue | undefined> =>
  maybe(
    of.chain((values) =>
      fc.record(
        {
          values: fc.constant(values),
          clear: values === undefined ? fc.boolean() : fc.constant(false),
          mark: fc.constantFrom(undefined, 'recorded' as const, 'tied' as const),
          by: fc.array(contribution(values), { maxLength: 3 }),
          since: time,
        },
        options,
      ),
    ),
  );

const mvReferenceTexts: readonly string[] = mvIds.map(keyOfMv);
/** What is kept or remembered, by attribute: references by the attributes that hold them. */
const remembered = fc.oneof(contentOf('members', mvReferenceTexts), contentOf('manager', mvReferenceTexts));
const byAttribute = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(fc.constantFrom('manager', 'members', 'gone$'), of, { maxKeys: 2, noNullPrototype: true });

export const mvObject: fc.Arbitrary<MvObject> = fc
  .record(
    {
      id: fc.constantFrom(...mvIds),
      holders: fc.uniqueArray(contributor, { maxLength: 2 }),
      goneSince: maybe(time),
      kept: maybe(
        byAttribute(
          fc.array(
            remembered.chain((values) => contribution(values, remembered)),
            { maxLength: 2 },
          ),
        ),
      ),
      once: maybe(byAttribute(remembered)),
      reserved: maybe(
        fc.dictionary(
          fc.constantFrom('person||login', 'corp.user|admin|login'),
          fc.record(
            { namespace: fc.constantFrom('logins', 'mails'), name: fc.constantFrom('ada', 'Ada') },
            { noNullPrototype: true },
          ),
          { noNullPrototype: true },
        ),
      ),
      stored: fc.tuple(...ATTRIBUTES.map(({ name }) => mvValue(contentOf(name, mvReferenceTexts)))),
      notSettled: fc.boolean(),
      keys: keys(MV_SPECS),
    },
    options,
  )
  .map((mv) => {
    const isTeam = mv.id % 3 === 0;
    const stored = isTeam ? mv.stored.slice(0, 3) : mv.stored;
    return { ...mv, stored, key: keyOfMv(mv.id), type: isTeam ? 'team' : 'person' };
  });

export const operation = (mv: MvId): fc.Arbitrary<Operation> =>
  fc.record(
    {
      mv: fc.constant(mv),
      slot,
      object: maybe(fc.constantFrom(...objectIds)),
      kind: fc.constantFrom('add', 'update', 'delete'),
      name: maybe(text),
      changes: fc.array(
        fc.oneof(
          fc.record({ attribute: text, set: content, rule: text }, options),
          fc.record({ attribute: text, added: listOf(text), removed: listOf(integer), rule: text }, options),
        ),
        { maxLength: 2 },
      ),
      rule: maybe(text),
    },
    options,
  );

export const claim = (mv: MvId): fc.Arbitrary<NameClaim> =>
  fc.record(
    {
      connector: fc.constantFrom('corp', 'hr'),
      name: fc.constantFrom('ou=people', 'cn=ada,ou=people'),
      mv: fc.constant(mv),
    },
    options,
  );

export const addRefusal = (mv: MvId): fc.Arbitrary<AddRefusal> =>
  fc.record(
    { mv: fc.constant(mv), slot, fingerprint: text, plan: text, message: text, retry },
    { ...options, requiredKeys: ['mv', 'slot', 'fingerprint', 'plan', 'message'] },
  );

export const engineError: fc.Arbitrary<EngineError> = fc.record(
  {
    kind: fc.constantFrom('tie', 'bad-value', 'refused'),
    slot,
    attribute: fc.constantFrom('text', 'number'),
    rule: fc.constantFrom(...RULES),
    message: text,
    detail: record(text),
  },
  { ...options, requiredKeys: ['kind', 'message'] },
);

export const connectorState: fc.Arbitrary<ConnectorState> = fc.record(
  {
    connector: fc.constantFrom('corp', 'hr'),
    watermark: maybe(text),
    generation: fc.nat(9),
    selection: maybe(fc.array(text, { maxLength: 2 })),
    unknownRows: fc.nat(3),
    lastFullImport: maybe(time),
  },
  options,
);

export { time };

/** Rules that exchange names. */
export const renamedRules: fc.Arbitrary<ReadonlyMap<string, string>> = fc
  .shuffledSubarray(RULES, { minLength: 2 })
  .map((names) => new Map(names.map((name, i) => [name, names[(i + 1) % names.length] ?? name])));
