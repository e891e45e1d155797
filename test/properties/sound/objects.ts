// Generated objects of the connected systems: as their schemas promise, with absent values and references to nobody.
import type { SystemValue } from '../../support/simulated-system.js';
import type { World } from '../../support/world.js';
import type { Attribute, ObjectType, Schemas } from './schemas.js';
import type { Tape } from './tape.js';
import type { Type } from './types.js';

const ANCHORS: Readonly<Record<string, readonly string[]>> = {
  'hr.person': ['1', '2', '3', '4'],
  // The first joins the person that another system of records knows already.
  'hr.worker': ['w3', 'w5'],
  'hr.unit': ['u1', 'u2'],
  'corp.user': ['x', 'y'],
};
/** Of objects that are not called by their anchor. */
const IDENTIFIERS: Readonly<Record<string, string>> = { x: '1', y: '9', w3: '3', w5: '5' };
const TEXTS = [
  'a',
  'Bc',
  'red',
  ' ',
  'äß',
  '12',
  'x,y',
  '2026-03-31',
  'CN=x,OU=P',
  '+49 30 123456',
  'QUJD',
  'true',
  'S-1-5-32-544',
  '𝒜b\u0301',
] as const;
const NAMES = ['CN=a,OU=P', 'OU=P', 'cn=Doe\\, J,OU=x+L=y,O=z', 'O=z'] as const;
const BYTES = ['QUJD', 'AAECAwQFBgcICQoLDA0ODw==', 'AQIAAAAAAAUgAAAAIAIAAA==', 'AA=='] as const;
const DAY = 86_400_000;

/** Puts people and units into the one system, and accounts that some of them join into the other. */
export const populate = (tape: Tape, { hrPerson, hrWorker, hrUnit, corpUser }: Schemas, world: World): void => {
  for (const type of [hrPerson, hrWorker, hrUnit, corpUser]) {
    const [connector = '', name = ''] = type.name.split('.');
    for (const anchor of ANCHORS[type.name] ?? [])
      world
        .system(connector)
        .put(
          name,
          anchor,
          attributesFor(tape, type, { id: IDENTIFIERS[anchor] ?? anchor }),
          connector === 'corp' ? `CN=old ${anchor},OU=P` : undefined,
        );
  }
};

const attributesFor = (
  tape: Tape,
  { attributes }: ObjectType,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, SystemValue>> =>
  Object.fromEntries(
    attributes
      .filter(({ bit }) => bit === undefined)
      .map((each) => [each.name, given[each.name] ?? contentOf(tape, each)]),
  );

const contentOf = (tape: Tape, { type, always }: Attribute): SystemValue => {
  if (!always && tape.chance(35)) return undefined;
  if (type.to !== undefined) return [1, 2].slice(0, type.many ? 2 : 1).map(() => ({ anchor: anchorOf(tape, type.to) }));
  if (!type.many) return single(tape, type);
  const values = [single(tape, type), single(tape, type)];
  return values[0] === values[1] ? values.slice(1) : values;
};

const anchorOf = (tape: Tape, to: string | undefined): string =>
  tape.maybe([...(ANCHORS[to ?? ''] ?? []), 'nobody']) ?? 'nobody';

const single = (tape: Tape, { scalar, oneOf }: Type): string | bigint | boolean | number | Uint8Array => {
  switch (scalar) {
    case 'string':
      return oneOf === undefined ? tape.pick(TEXTS) : (tape.maybe(oneOf) ?? '');
    case 'integer':
      return BigInt(tape.below(12)) - 2n;
    case 'boolean':
      return tape.chance(50);
    case 'date':
      return 20_540 + tape.below(6);
    case 'datetime':
      return 20_543 * DAY + tape.below(3) * DAY + tape.below(DAY);
    case 'binary':
      return Uint8Array.from(Buffer.from(tape.pick(BYTES), 'base64'));
    case 'dn':
      return tape.pick(NAMES);
    default:
      throw new Error(`bug: no value of ${scalar}`);
  }
};
