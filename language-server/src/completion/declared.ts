// What a program and its schemas declare, as items: each kind of name where the language has a space for it (N1).
import { formOfEntry } from '@syncrule/compiler/semantics/expressions';
import type { Parsed, RuleDeclaration, TypeName } from '@syncrule/compiler/syntax';
import { catalogue } from '@syncrule/runtime/functions';
import type { Program } from '../workspace/index.js';
import type { Side } from './cursor.js';
import { type Item, plain, symbolItem } from './item.js';

/** The attributes of object types, each name once. */
export const attributesOf = (types: readonly string[], { compilation }: Program): readonly AttributeItem[] => {
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

export interface AttributeItem extends Item {
  readonly writable: 'never' | 'create' | 'always';
}

/** As the target of a flow: read-only attributes are no targets. */
export const asTarget = (item: AttributeItem): Item => {
  if (item.writable === 'never') return { ...item, hidden: true };
  return item.writable === 'create' ? { ...item, detail: `${item.detail} · on creation only` } : item;
};

export const inGroup = (items: readonly Item[], group: string): readonly Item[] => {
  if (group === '') return items;
  const prefix = `${group}.`.toLowerCase();
  return items
    .filter(({ label }) => label.toLowerCase().startsWith(prefix))
    .map(({ label, ...item }) => ({ ...item, label: label.slice(prefix.length) }));
};

export const objectTypeItems = (
  connector: string | undefined,
  side: Side | undefined,
  program: Program,
): readonly Item[] => {
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

export const paramItems = ({ compilation }: Program): readonly Item[] =>
  compilation.symbols.declarations
    .filter(({ kind }) => kind === 'param')
    .map((symbol) => symbolItem(symbol, 'param', 10));

export const namespaceItems = ({ compilation }: Program): readonly Item[] =>
  compilation.symbols.declarations
    .filter(({ kind }) => kind === 'namespace')
    .map((symbol) => symbolItem(symbol, 'namespace', 10));

export const flowsItems = ({ compilation }: Program): readonly Item[] =>
  compilation.symbols.declarations.filter(({ kind }) => kind === 'flows').map((each) => symbolItem(each, 'rule', 10));

/** The rules that write objects of a metaverse type. */
export const rulesTo = (type: string, { compilation }: Program): readonly Item[] => {
  const names = new Set(
    rulesIn(compilation.parsed)
      .filter(({ rule }) => rule.to.some(({ first, second }) => second === undefined && first.text === type))
      .map(({ rule }) => rule.name.text),
  );
  return compilation.symbols.declarations
    .filter(({ kind, name }) => kind === 'rule' && names.has(name))
    .map((symbol) => symbolItem(symbol, 'rule', 10));
};

/** The accounts that outbound rules give to objects of these connector types, each name once. */
export const accountItems = (types: readonly string[], { compilation }: Program): readonly Item[] => {
  const found = new Map<string, Item>();
  for (const { rule, file } of rulesIn(compilation.parsed)) {
    for (const { account, ...type } of rule.to) {
      const of = nameOfType(type);
      if (account === undefined || account.text === '' || !types.includes(of) || found.has(account.text)) continue;
      const location = { file, span: account.span };
      found.set(account.text, { ...plain(account.text, 'account', 10), detail: `account · ${of}`, location });
    }
  }
  return [...found.values()];
};

const nameOfType = ({ first, second }: Pick<TypeName, 'first' | 'second'>): string =>
  second === undefined ? first.text : `${first.text}.${second.text}`;

const rulesIn = (parsed: readonly Parsed[]): readonly { rule: RuleDeclaration; file: Parsed['file'] }[] =>
  parsed.flatMap(({ file, tree }) =>
    tree.declarations.flatMap((declaration) => (declaration.kind === 'rule' ? [{ rule: declaration, file }] : [])),
  );

export const functionItems = (program: Program): readonly Item[] => [
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
