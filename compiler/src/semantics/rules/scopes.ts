// What the clauses of a rule see (N3, N4): the source's attributes, the target's where it may be read, `let`s.
import { namesDiagnostics } from '../../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { SourceFile } from '../../source/index.js';
import type { Name } from '../../syntax/index.js';
import { broken } from '../expressions/index.js';
import type { Report } from '../findings.js';
import { attributeNames, type ObjectType, sourceBinding, targetBinding } from '../object-types.js';
import type { Binding, Scope, Typed } from '../scope.js';
import { baseScope, type World } from '../world.js';
import type { Pair } from './pairs.js';

const report = diagnosticsOf(namesDiagnostics);

/** The kinds of places in a rule that differ in what they may read. */
export type ClauseKind = 'scope' | 'join' | 'when' | 'let' | 'flow';

export interface LetNames {
  readonly find: (name: string) => Typed | undefined;
  readonly names: () => readonly string[];
}

export const NO_LETS: LetNames = { find: () => undefined, names: () => [] };

export interface PlaceInRule {
  readonly world: World;
  readonly pair: Pair;
  readonly file: SourceFile;
  readonly lets: LetNames;
  readonly report: Report;
}

/** The scope of a clause of a rule, or of `flows`, for one pair of types. */
export const clauseScope = (place: PlaceInRule, kind: ClauseKind): Scope => {
  const { pair, lets, world, file } = place;
  const { source, target } = pair;
  return {
    ...baseScope(world, file, place.report),
    name: (name) => letBinding(lets.find(name), kind, file) ?? sourceBinding(source, name),
    names: () => [...lets.names(), ...attributeNames(source)],
    target: {
      qualifier: target.side,
      name: (name) => visibleTarget(target, name, kind, file),
      names: () => attributeNames(target),
    },
    sourceQualifier: source.side,
    self: { scalar: 'ref', many: false, to: [source.name] },
  };
};

/** The scope of a flow to `target`: with `same` (N7). */
export const flowScope = (place: PlaceInRule, target: string): Scope => {
  const binding = sourceBinding(place.pair.source, target);
  const isAttribute = binding?.kind === 'attribute';
  // A missing counterpart is reported at the target's name, once.
  const same: Binding = isAttribute ? binding : { kind: 'let', typed: broken };
  return { ...clauseScope(place, 'flow'), same: { attribute: target, binding: same } };
};

const WORDS: Readonly<Record<ClauseKind, string>> = {
  scope: '`scope`',
  join: '`join`',
  when: '`when`',
  let: '`let`',
  flow: 'flows',
};

const visibleTarget = (type: ObjectType, name: string, kind: ClauseKind, file: SourceFile): Binding | undefined => {
  const binding = targetBinding(type, name);
  const isVisible = type.side === 'mv' ? kind === 'join' : kind !== 'scope' && kind !== 'when';
  if (isVisible || binding === undefined || binding.kind === 'group') return binding;
  return forbidden((used) =>
    report('SR3014', { file, span: used.span }, { name: `${type.side}.${name}`, where: WORDS[kind] }),
  );
};

/** F2 and N4: a `let` that may fail decides nothing; one that reads the target decides neither scope nor creation. */
const letBinding = (typed: Typed | undefined, kind: ClauseKind, file: SourceFile): Binding | undefined => {
  if (typed === undefined) return undefined;
  const decides = kind === 'scope' || kind === 'when' || kind === 'join';
  if (decides && typed.mayFail) {
    return forbidden((used) => misplacedLet(used, file, 'may end in an `error`', kind));
  }
  if (decides && kind !== 'join' && typed.reads.target) {
    return forbidden((used) => misplacedLet(used, file, 'reads the target', kind));
  }
  return { kind: 'let', typed };
};

const misplacedLet = (used: Name, file: SourceFile, why: string, kind: ClauseKind) =>
  report('SR3015', { file, span: used.span }, { name: used.text, why, where: WORDS[kind] });

const forbidden = (diagnostic: Extract<Binding, { kind: 'forbidden' }>['diagnostic']): Binding => ({
  kind: 'forbidden',
  diagnostic,
});
