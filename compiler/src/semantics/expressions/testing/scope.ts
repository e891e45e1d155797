// Scopes over the world of the tests: outbound from `person` to `corp.user`, inbound the other way round, and functions.
import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import type { SourceFile } from '../../../source/source.js';
import type { AttributeSymbol, Binding, DeclaredFunction, Scope, Typed } from '../../scope.js';
import { noReads } from '../typed.js';
import { attributes, params, type TestAttribute } from './world.js';

export interface ScopeOptions {
  readonly kind: 'outbound' | 'inbound' | 'function';
  readonly file: SourceFile;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly lets?: ReadonlyMap<string, Typed>;
  /** The flow's target, for `same`. */
  readonly target?: string;
  /** Parameters of a function. */
  readonly parameters?: Readonly<Record<string, TestAttribute>>;
}

export const scopeFor = (options: ScopeOptions): Scope => {
  const { kind, file, report } = options;
  const source = kind === 'outbound' ? 'person' : 'corp.user';
  const target = kind === 'outbound' ? 'corp.user' : 'person';
  const isRule = kind !== 'function';
  const name = (text: string): Binding | undefined =>
    letNamed(options, text) ?? (isRule ? attributeNamed(source, 'source', text) : parameterNamed(options, text));
  return {
    file,
    name,
    names: () => [...(options.lets?.keys() ?? []), ...Object.keys(isRule ? (attributes[source] ?? {}) : {})],
    target: isRule
      ? {
          qualifier: kind === 'outbound' ? 'cs' : 'mv',
          name: (text) => attributeNamed(target, 'target', text),
          names: () => Object.keys(attributes[target] ?? {}),
        }
      : undefined,
    sourceQualifier: isRule ? (kind === 'outbound' ? 'mv' : 'cs') : undefined,
    param: (text) => {
      const type = params[text];
      return type === undefined ? undefined : { type, path: `param.${text}` };
    },
    params: () => Object.keys(params),
    function: (text) => functions.find((one) => one.name === text),
    functions: () => functions.map((one) => one.name),
    same:
      options.target === undefined
        ? undefined
        : { attribute: options.target, binding: attributeNamed(source, 'source', options.target) },
    self: isRule ? { scalar: 'ref', many: false, to: [source] } : undefined,
    attribute: (typeName, text): AttributeSymbol | undefined => {
      const found = attributes[typeName]?.[text];
      return found === undefined ? undefined : { type: found.type, matching: found.matching };
    },
    attributes: (typeName) => Object.keys(attributes[typeName] ?? {}),
    types: (side) => Object.keys(attributes).filter((text) => text.includes('.') === (side === 'cs')),
    ...(kind === 'outbound' ? { keyNumber: () => 0, namePlace: { type: 'corp.user', name: 'x' } } : {}),
    namespaces: () => ['accountNames'],
    accounts: (typeName) => (typeName === 'corp.user' ? ['admin'] : []),
    namedBy: (typeName) => (typeName.startsWith('corp.') ? 'dn' : undefined),
    report,
  };
};

const letNamed = ({ lets }: ScopeOptions, name: string): Binding | undefined => {
  const typed = lets?.get(name);
  return typed === undefined ? undefined : { kind: 'let', typed: { ...typed, expr: { op: 'let', name } } };
};

const attributeNamed = (typeName: string, op: 'source' | 'target', name: string): Binding | undefined => {
  const known = attributes[typeName] ?? {};
  const attribute = known[name];
  if (attribute === undefined) {
    return Object.keys(known).some((other) => other.startsWith(`${name}.`)) ? { kind: 'group', name } : undefined;
  }
  const path = op === 'source' ? name : `${typeName.includes('.') ? 'cs' : 'mv'}.${name}`;
  const { type, matching, certain } = attribute;
  return {
    kind: 'attribute',
    expr: { op, attribute: name },
    type,
    matching,
    certain: op === 'source' && certain === true,
    path,
  };
};

const parameterNamed = ({ parameters }: ScopeOptions, name: string): Binding | undefined => {
  const parameter = parameters?.[name];
  if (parameter === undefined) return undefined;
  const { type, matching, certain } = parameter;
  return { kind: 'variable', expr: { op: 'variable', name }, type, matching, certain: certain === true, path: name };
};

/** `label(a: string, b: string): string = a ?? b`, `isOver(d: date): boolean = d < today("UTC")`, `parts(t): string[]`. */
const functions: readonly DeclaredFunction[] = [
  {
    name: 'label',
    parameters: [
      { name: 'a', type: { scalar: 'string', many: false } },
      { name: 'b', type: { scalar: 'string', many: false } },
    ],
    result: { scalar: 'string', many: false },
    certain: ([a, b]) => a === true || b === true,
  },
  {
    name: 'isOver',
    parameters: [{ name: 'd', type: { scalar: 'date', many: false } }],
    result: { scalar: 'boolean', many: false },
    certain: () => true,
    reads: { ...noReads, time: true },
    moving: ([d]) => (d ? 'misplaced' : 'stands'),
  },
  {
    name: 'parts',
    parameters: [{ name: 't', type: { scalar: 'string', many: false } }],
    result: { scalar: 'string', many: true },
    certain: ([t]) => t === true,
  },
];
