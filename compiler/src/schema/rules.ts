// What must hold in a schema beyond its shape: names that refer to something, members that go with their type.
import type { SchemaAttribute, SchemaFile, SchemaType } from '@syncrule/runtime/plan';
import { schemaDiagnostics } from '../diagnostics/catalogue/schema.js';
import { type Diagnostic, diagnosticsOf, didYouMean } from '../diagnostics/index.js';
import { describeAttribute } from './describe.js';
import type { SchemaPlaces } from './places.js';

const report = diagnosticsOf(schemaDiagnostics);
type Finding = Diagnostic | false | undefined;

/** One attribute and where it stands. */
interface Subject {
  readonly schema: SchemaFile;
  readonly places: SchemaPlaces;
  readonly typeName: string;
  readonly type: SchemaType;
  readonly name: string;
  readonly attribute: SchemaAttribute;
}

/** What is wrong with a schema whose shape is right, in the order of the file. */
export const ruleDiagnostics = (schema: SchemaFile, places: SchemaPlaces): Diagnostic[] =>
  [
    ...systemFindings(schema, places),
    ...Object.entries(schema.types).flatMap(([name, type]) => typeFindings(schema, places, name, type)),
  ]
    .filter((finding) => finding !== undefined && finding !== false)
    .sort((a, b) => a.location.span.start - b.location.span.start);

const systemFindings = (schema: SchemaFile, places: SchemaPlaces): Finding[] => [
  schema.references === 'name' && schema.naming === undefined && report('SR2014', places.value('references'), {}),
];

const typeFindings = (schema: SchemaFile, places: SchemaPlaces, typeName: string, type: SchemaType): Finding[] => [
  anchorFinding(places, typeName, type),
  namingFinding(schema, places, typeName, type),
  ...nameFindings(schema, places, typeName, type),
  ...Object.entries(type.attributes).flatMap(([name, attribute]) =>
    attributeFindings({ schema, places, typeName, type, name, attribute }),
  ),
];

const ANCHORS: readonly string[] = ['string', 'integer', 'binary', 'dn'];

const anchorFinding = (places: SchemaPlaces, typeName: string, type: SchemaType): Finding => {
  const { anchor } = type;
  if (anchor === undefined) return undefined;
  const place = places.value('types', typeName, 'anchor');
  const attribute = type.attributes[anchor];
  if (attribute === undefined) {
    return report('SR2010', place, { type: typeName, anchor }, helping(anchor, Object.keys(type.attributes)));
  }
  if (ANCHORS.includes(attribute.type) && attribute.many !== true) return undefined;
  return report('SR2011', place, { anchor, found: describeAttribute(attribute) });
};

const namingFinding = (schema: SchemaFile, places: SchemaPlaces, typeName: string, type: SchemaType): Finding => {
  const { naming } = schema;
  if (naming === undefined) return undefined;
  const attribute = type.attributes[naming];
  if (attribute === undefined) return report('SR2012', places.type(typeName), { type: typeName, naming });
  if (attribute.type === 'dn' && attribute.many !== true) return undefined;
  return report('SR2013', places.attribute(typeName, naming), { naming, found: describeAttribute(attribute) });
};

const nameFindings = (schema: SchemaFile, places: SchemaPlaces, typeName: string, type: SchemaType): Finding[] => {
  const names = Object.keys(type.attributes);
  const fold = (name: string) => (schema.attributeNames === 'ignoreCase' ? name.toLowerCase() : name);
  const first = new Map<string, string>();
  const equal = names.map((name) => {
    const other = first.get(fold(name));
    if (other === undefined) first.set(fold(name), name);
    return other !== undefined && report('SR2020', places.attribute(typeName, name), { name, other });
  });
  const composite = names.map((other) => {
    const name = prefixesOf(other).find((prefix) => first.has(fold(prefix)));
    return name !== undefined && report('SR2021', places.attribute(typeName, other), { name, other });
  });
  return [...equal, ...composite];
};

/** `a` and `a.b` for `a.b.c`. */
const prefixesOf = (name: string): string[] => {
  const parts = name.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
};

const attributeFindings = (subject: Subject): Finding[] => [
  goesWith(subject, 'oneOf', ['string']),
  goesWith(subject, 'matching', ['string']),
  goesWith(subject, 'to', ['ref']),
  goesWith(subject, 'bit', ['boolean']),
  ...targetFindings(subject),
  ...bitFindings(subject),
  singleFinding(subject),
  writableFinding(subject),
];

const goesWith = (subject: Subject, member: keyof SchemaAttribute, types: readonly string[]): Finding => {
  const { attribute, places, typeName, name } = subject;
  if (attribute[member] === undefined || types.includes(attribute.type)) return undefined;
  return report('SR2015', places.value('types', typeName, 'attributes', name, member), {
    member,
    types: types.map((type) => `\`${type}\``).join(', '),
    found: describeAttribute(attribute),
  });
};

const targetFindings = ({ schema, attribute, places, typeName, name }: Subject): Finding[] =>
  (attribute.to ?? []).map((target, i) => {
    if (Object.hasOwn(schema.types, target)) return undefined;
    const place = places.value('types', typeName, 'attributes', name, 'to', String(i));
    return report('SR2016', place, { name: target }, helping(target, Object.keys(schema.types)));
  });

const bitFindings = ({ type, attribute, places, typeName, name }: Subject): Finding[] => {
  const { bit } = attribute;
  if (bit === undefined || attribute.type !== 'boolean') return [];
  const place = (member: string) => places.value('types', typeName, 'attributes', name, 'bit', member);
  const integer = type.attributes[bit.of];
  const integers = Object.keys(type.attributes).filter((other) => type.attributes[other]?.type === 'integer');
  const found = integer === undefined ? `there is no \`${bit.of}\`` : `\`${bit.of}\` is ${describeAttribute(integer)}`;
  const isInteger = integer?.type === 'integer' && integer.many !== true;
  return [
    !isInteger && report('SR2017', place('of'), { found }, helping(bit.of, integers)),
    !isOneBit(bit.mask) && report('SR2018', place('mask'), { mask: String(bit.mask) }),
  ];
};

const isOneBit = (mask: number): boolean => Number.isSafeInteger(mask) && Number.isInteger(Math.log2(mask));

const singleFinding = ({ attribute, places, typeName, name }: Subject): Finding => {
  if (attribute.many !== true) return undefined;
  const place = places.value('types', typeName, 'attributes', name, 'many');
  if (attribute.type === 'secret') return report('SR2019', place, { what: 'a secret' });
  return attribute.type === 'boolean' && attribute.bit !== undefined && report('SR2019', place, { what: 'a bit' });
};

const writableFinding = ({ attribute, places, typeName, name }: Subject): Finding =>
  attribute.required === true &&
  attribute.writable === 'never' &&
  report('SR2022', places.value('types', typeName, 'attributes', name, 'required'), { name });

const helping = (name: string, candidates: readonly string[]) => {
  const help = didYouMean(name, candidates);
  return help === undefined ? {} : { help };
};
