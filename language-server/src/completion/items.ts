// The second half of completion: what may stand at a cursor. Hover and "go to definition" look their word up in it.

import type { ProgramSymbol } from '@syncrule/compiler/semantics';
import { formOfEntry, typeText } from '@syncrule/compiler/semantics/expressions';
import type { Location } from '@syncrule/compiler/source';
import { catalogue } from '@syncrule/runtime/functions';
import type { Program } from '../workspace/index.js';
import type { Cursor, Side, Sight } from './cursor.js';
import { dotted, expectedTexts, objectTypesBehind, typeOf } from './types.js';
import { WORDS } from './words.js';

export type ItemKind =
  | 'word'
  | 'attribute'
  | 'type'
  | 'connector'
  | 'param'
  | 'variable'
  | 'function'
  | 'rule'
  | 'text'
  | 'file';

/** Something that may stand at a cursor. Plain data: no editor's protocol. */
export interface Item {
  readonly label: string;
  readonly kind: ItemKind;
  /** Its type or signature, in the language. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  /** What is written; missing: the label. */
  readonly insert?: string;
  /** Smaller ones come first. */
  readonly rank: number;
  /** Known here, but not for use: shown by hover, not offered. */
  readonly hidden?: true;
  /** Where it is declared. */
  readonly location?: Location;
}

/** Everything that may stand at the cursor, in the order in which it is offered. */
export const itemsAt = (cursor: Cursor, program: Program): readonly Item[] => {
  const { compilation } = program;
  const { symbols } = compilation;
  switch (cursor.kind) {
    case 'nothing':
      return [];
    case 'words':
      return cursor.words.map((word, index) => wordItem(word, index));
    case 'clause':
      return [
        ...cursor.words.map((word) => wordItem(word, 20)),
        ...attributesOf(cursor.sight.target, program).map(asTarget),
      ];
    case 'target':
      return inGroup(attributesOf(cursor.sight.target, program).map(asTarget), cursor.group);
    case 'objectType':
      return objectTypeItems(cursor.connector, cursor.side, program);
    case 'type':
      return [...SCALARS.map((name) => plain(name, 'type', 10)), wordLike('ref', 11)];
    case 'flows':
    case 'rule':
      return symbols.declarations
        .filter(({ kind }) => kind === cursor.kind)
        .map((symbol) => symbolItem(symbol, 'rule', 10));
    case 'operand':
      return [
        ...expectedTexts(cursor.expected, cursor.sight, compilation).map((text) =>
          plain(JSON.stringify(text), 'text', 1),
        ),
        ...operandItems(cursor.sight, program),
      ];
    case 'qualified':
      return cursor.qualifier === 'param' ? paramItems(program) : attributesOf(cursor.sight.target, program);
    case 'member':
      return memberItems(cursor, program);
    case 'text':
      return expectedTexts(cursor.expected, cursor.sight, compilation).map((text) => plain(text, 'text', 1));
    case 'schema':
      return program.host
        .list()
        .filter((path) => path.endsWith('.json'))
        .map((path) => plain(path, 'file', 1));
  }
};

const SCALARS = ['string', 'integer', 'boolean', 'date', 'datetime', 'duration', 'binary', 'dn'];

const plain = (label: string, kind: ItemKind, rank: number): Item => ({ label, kind, rank });
const wordLike = (label: string, rank: number): Item => plain(label, 'word', rank);
const wordItem = (word: string, rank: number): Item => {
  const doc = WORDS.get(word);
  return { ...wordLike(word, rank), ...(doc ? { doc } : {}) };
};

const symbolItem = (symbol: ProgramSymbol, kind: ItemKind, rank: number): Item => {
  const doc = [symbol.doc, symbol.deprecated === undefined ? undefined : `*Deprecated:* ${symbol.deprecated}`];
  const text = doc.filter((part) => part !== undefined).join('\n\n');
  return {
    label: symbol.name,
    kind,
    rank,
    location: symbol.location,
    ...(symbol.type === undefined ? {} : { detail: typeText(symbol.type) }),
    ...(text === '' ? {} : { doc: text }),
    ...(symbol.name.split('.').every((part) => isPlainName(part)) ? {} : { insert: quoted(symbol.name) }),
  };
};

const isPlainName = (name: string): boolean =>
  /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:-[\p{L}\p{M}\p{Nd}_]+)*$/u.test(name) && !(WORDS.has(name) && name !== 'delete');
const quoted = (name: string): string => (name.includes('.') ? name : `\`${name}\``);

/** The attributes of object types, each name once. */
const attributesOf = (types: readonly string[], { compilation }: Program): readonly AttributeItem[] => {
  const found = new Map<string, AttributeItem>();
  for (const type of types) {
    for (const symbol of compilation.symbols.objectType(type)?.attributes ?? []) {
      if (found.has(symbol.name)) continue;
      const item = symbolItem(symbol, 'attribute', 10);
      const detail = `${item.detail ?? 'attribute'} · ${type}`;
      found.set(symbol.name, { ...item, detail, writable: symbol.writable ?? 'always' });
    }
  }
  return [...found.values()];
};

interface AttributeItem extends Item {
  readonly writable: 'never' | 'create' | 'always';
}

/** As the target of a flow: read-only attributes are no targets. */
const asTarget = (item: AttributeItem): Item => {
  if (item.writable === 'never') return { ...item, hidden: true };
  return item.writable === 'create' ? { ...item, detail: `${item.detail} · on creation only` } : item;
};

const inGroup = (items: readonly Item[], group: string): readonly Item[] => {
  if (group === '') return items;
  const prefix = `${group}.`.toLowerCase();
  return items
    .filter(({ label }) => label.toLowerCase().startsWith(prefix))
    .map(({ label, ...item }) => ({ ...item, label: label.slice(prefix.length) }));
};

const objectTypeItems = (connector: string | undefined, side: Side | undefined, program: Program): readonly Item[] => {
  const { declarations, objectTypes } = program.compilation.symbols;
  if (connector !== undefined) {
    return objectTypes
      .filter(({ name }) => name.startsWith(`${connector}.`))
      .map((type) => ({ ...symbolItem(type, 'type', 10), label: type.name.slice(connector.length + 1) }));
  }
  const wanted = side === undefined ? ['connector', 'metaverse'] : [side === 'cs' ? 'connector' : 'metaverse'];
  return declarations
    .filter(({ kind }) => wanted.includes(kind))
    .map((symbol) => symbolItem(symbol, symbol.kind === 'connector' ? 'connector' : 'type', 10));
};

const paramItems = ({ compilation }: Program): readonly Item[] =>
  compilation.symbols.declarations
    .filter(({ kind }) => kind === 'param')
    .map((symbol) => symbolItem(symbol, 'param', 10));

const memberItems = ({ of, sight }: Extract<Cursor, { kind: 'member' }>, program: Program): readonly Item[] => {
  const group = dotted(of);
  const grouped = group === undefined ? [] : inGroup(attributesOf(sight.source, program), group);
  if (grouped.length > 0) return grouped;
  const type = typeOf(of, sight, program.compilation);
  return attributesOf(objectTypesBehind(type, program.compilation.symbols), program);
};

const operandItems = (sight: Sight, program: Program): readonly Item[] => [
  ...sight.variables.map(({ name }) => plain(name, 'variable', 5)),
  ...sight.lets.map((clause): Item => letItem(clause, sight, program)),
  ...(sight.place === 'function' || sight.place === 'constant' ? [] : attributesOf(sight.source, program)),
  ...qualifiers(sight).map((word) => wordItem(word, 20)),
  ...operandWords(sight).map((word) => wordItem(word, 25)),
  ...functionItems(program),
];

const letItem = (clause: Sight['lets'][number], sight: Sight, program: Program): Item => {
  const type = typeOf(
    clause.value,
    { ...sight, lets: sight.lets.filter((each) => each !== clause) },
    program.compilation,
  );
  return {
    ...plain(clause.name.text, 'variable', 6),
    ...(type === undefined ? {} : { detail: typeText(type) }),
    ...(clause.doc === undefined ? {} : { doc: clause.doc }),
  };
};

/** The other side of a rule: `mv.` in joins of inbound rules, `cs.` in what outbound rules do (N4). */
const qualifiers = ({ place, source, target }: Sight): readonly string[] => {
  if (place === 'constant') return [];
  const isInbound = source[0]?.includes('.') === true;
  if (target.length === 0) return ['param'];
  if (isInbound) return place === 'join' ? ['mv', 'param'] : ['param'];
  return place === 'scope' || place === 'when' ? ['param'] : ['cs', 'param'];
};

const operandWords = (sight: Sight): readonly string[] => {
  const always = ['if', 'case', 'not', 'absent', 'true', 'false'];
  if (sight.place === 'function' || sight.place === 'constant') return always;
  if (sight.place !== 'flow') return [...always, 'self'];
  const isInbound = sight.source[0]?.includes('.') === true;
  const outcomes = isInbound ? ['clear', 'error'] : ['clear', 'keep', 'error'];
  return ['same', ...(sight.isOutcome ? ['once', 'merge', ...outcomes] : []), ...always, 'self'];
};

const functionItems = (program: Program): readonly Item[] => [
  ...declaredFunctions(program),
  ...[...catalogue.values()].map((entry): Item => {
    const examples = entry.examples.slice(0, 3).map(({ call, gives }) => `${call}  // ${gives}`);
    const doc = [entry.doc, ['```syncrule', ...examples, '```'].join('\n')].join('\n\n');
    return { ...plain(entry.name, 'function', 30), detail: formOfEntry(entry).signature, doc };
  }),
];

/** A function of the program, with its head as it is written. */
const declaredFunctions = ({ compilation }: Program): readonly Item[] =>
  compilation.parsed.flatMap(({ file, tree }) =>
    tree.declarations.flatMap((declaration): Item[] => {
      if (declaration.kind !== 'function' || declaration.name.text === '') return [];
      const { name, result, doc } = declaration;
      const detail = file.text.slice(name.span.start, result.span.end).replace(/\s+/g, ' ');
      const location = { file, span: name.span };
      return [{ ...plain(name.text, 'function', 15), detail, location, ...(doc === undefined ? {} : { doc }) }];
    }),
  );
