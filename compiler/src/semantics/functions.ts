// Declared functions: their types, their bodies, and what a body makes of the presence of its arguments (P5).
import type { PlanFunction, ValueType } from '@syncrule/runtime/plan';
import { namesDiagnostics } from '../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import type { FunctionDeclaration } from '../syntax/index.js';
import { circlesOf } from './circles.js';
import { check, constant, noFacts } from './expressions/index.js';
import { Findings, type Report } from './findings.js';
import type { Binding, DeclaredFunction, Reads, Scope, Typed } from './scope.js';
import { calledNames } from './syntax-walk.js';
import { type Declared, locationOf, reportDuplicates, type Tables } from './tables.js';
import { resolveType } from './value-types.js';
import { baseScope, type World } from './world.js';

const report = diagnosticsOf(namesDiagnostics);

/** A parameter's type; `undefined` where it could not be read. */
interface Signature {
  readonly entry: Declared<FunctionDeclaration>;
  readonly parameters: readonly { readonly name: string; readonly type: ValueType | undefined }[];
  readonly result: ValueType | undefined;
}

/** How the arguments of one call are: certain, moving with time. */
interface Arguments {
  readonly certain: readonly boolean[];
  readonly moves: readonly boolean[];
}

export interface Functions {
  readonly declared: ReadonlyMap<string, DeclaredFunction>;
  /** Checks the bodies; asked for once, when the world is complete. Sorted by name. */
  readonly checkBodies: (report: Report) => readonly PlanFunction[];
}

/** Reads the signatures of all functions. `world` is asked for only when a body is checked. */
export const declareFunctions = (
  tables: Tables,
  reserved: ReadonlySet<string>,
  world: () => World,
  to: Report,
): Functions => {
  const signatures = new Map<string, Signature>();
  for (const entry of tables.all('function')) {
    const { name } = entry.declaration;
    if (reserved.has(name.text)) to(report('SR3023', locationOf(entry, name), { name: name.text }));
    const signature = signatureOf(entry, tables, to);
    if (tables.find('function', name.text) === entry && !reserved.has(name.text)) signatures.set(name.text, signature);
  }
  const circular = reportCircles(tables, signatures, to);
  const bodies = new Map<string, Body>();
  for (const [name, signature] of signatures) bodies.set(name, new Body(signature, circular.has(name), world));
  return {
    declared: bodies,
    checkBodies: (reporting) => [...bodies.values()].map((body) => body.plan(reporting)).sort(byName),
  };
};

const byName = (a: PlanFunction, b: PlanFunction) => (a.name < b.name ? -1 : 1);

const signatureOf = (entry: Declared<FunctionDeclaration>, tables: Tables, to: Report): Signature => {
  const { declaration, file } = entry;
  const context = { file, report: to, forbidden: ['secret'] as const, metaverse: tables.names('metaverse') };
  const named = declaration.parameters.map(({ name }) => ({ name, location: locationOf(entry, name) }));
  reportDuplicates('parameter of the function', named, to);
  return {
    entry,
    parameters: declaration.parameters.map(({ name, type }) => ({
      name: name.text,
      type: resolveType(type, { ...context, what: 'a parameter of a function' }),
    })),
    result: resolveType(declaration.result, { ...context, what: 'the result of a function' }),
  };
};

/** T13; gives the functions that are on a circle. */
const reportCircles = (tables: Tables, signatures: ReadonlyMap<string, Signature>, to: Report): ReadonlySet<string> => {
  const circular = new Set<string>();
  const next = (name: string) => {
    const entry = signatures.get(name)?.entry;
    return entry === undefined ? [] : calledNames(entry.declaration.body).map((called) => called.text);
  };
  const known = (name: string) => next(name).filter((called) => signatures.has(called));
  for (const circle of circlesOf(signatures.keys(), known)) {
    const entry = tables.find('function', circle[0] ?? '');
    if (entry === undefined) continue;
    for (const name of circle) circular.add(name);
    const values = { what: 'function', way: circle.map((name) => `\`${name}\``).join(' → ') };
    to(report('SR3016', locationOf(entry, entry.declaration.name), values));
  }
  return circular;
};

/** Stands for a type that could not be read; that was reported. */
const UNKNOWN: ValueType = { scalar: 'string', many: false };

/** The body of a function, checked for each way of being called that occurs. */
class Body implements DeclaredFunction {
  readonly name: string;
  readonly parameters: DeclaredFunction['parameters'];
  readonly result: ValueType;
  private readonly results = new Map<string, Checked>();
  private readonly none: readonly boolean[];
  private isBeingChecked = false;

  constructor(
    private readonly signature: Signature,
    private readonly isCircular: boolean,
    private readonly world: () => World,
  ) {
    this.name = signature.entry.declaration.name.text;
    this.parameters = signature.parameters.map(({ name, type }) => ({ name, type: type ?? UNKNOWN }));
    this.result = signature.result ?? UNKNOWN;
    this.none = signature.parameters.map(() => false);
  }

  readonly certain = (presences: readonly boolean[]): boolean =>
    this.checked({ certain: this.fill(presences), moves: this.none }).typed.certain;

  get reads(): Reads {
    return this.checked({ certain: this.none, moves: this.none }).typed.reads;
  }

  readonly moving = (given: readonly boolean[]): 'stands' | 'moves' | 'misplaced' => {
    const still = this.checked({ certain: this.none, moves: this.none });
    const { typed, errors } = this.checked({ certain: this.none, moves: this.fill(given) });
    if (errors > still.errors) return 'misplaced';
    return typed.moves ? 'moves' : 'stands';
  };

  private fill(given: readonly boolean[]): readonly boolean[] {
    return this.none.map((_, i) => given[i] ?? false);
  }

  /** Checks the body for itself, with arguments of which nothing is known. */
  plan(reporting: Report): PlanFunction {
    const { name, body } = this.signature.entry.declaration;
    const typed = this.isCircular
      ? constant({ op: 'absent' }, 'anything')
      : check(body, this.scope({ certain: this.none, moves: this.none }, reporting), noFacts, this.expectation());
    return {
      name: name.text,
      parameters: this.signature.parameters.map((parameter) => parameter.name),
      body: typed.expr,
    };
  }

  private checked(given: Arguments): Checked {
    const key = [...given.certain, ...given.moves].map(Number).join('');
    const known = this.results.get(key);
    if (known !== undefined) return known;
    if (this.isCircular || this.isBeingChecked) return { typed: constant({ op: 'absent' }, 'anything'), errors: 0 };
    this.isBeingChecked = true;
    const findings = new Findings();
    const scope = this.scope(given, findings.report);
    const typed = check(this.signature.entry.declaration.body, scope, noFacts, this.expectation());
    this.isBeingChecked = false;
    const errors = findings.list().filter((finding) => finding.severity === 'error').length;
    this.results.set(key, { typed, errors });
    return { typed, errors };
  }

  private expectation() {
    return { type: this.signature.result, position: 'value', moving: 'result' } as const;
  }

  private scope(given: Arguments, reporting: Report): Scope {
    const bindings = new Map(
      this.signature.parameters.map(({ name, type }, i) => [
        name,
        parameterBinding(name, type, given.certain[i] ?? false, given.moves[i] ?? false),
      ]),
    );
    return {
      ...baseScope(this.world(), this.signature.entry.file, reporting),
      name: (name) => bindings.get(name),
      names: () => [...bindings.keys()],
    };
  }
}

interface Checked {
  readonly typed: Typed;
  readonly errors: number;
}

/** A moving argument is bound like a moving `let`; so what the checker says of those holds for it. */
const parameterBinding = (name: string, type: ValueType | undefined, certain: boolean, moves: boolean): Binding => {
  const expr = { op: 'variable', name } as const;
  if (type === undefined) return { kind: 'let', typed: constant(expr, 'anything') };
  if (!moves) return { kind: 'variable', expr, type, matching: undefined, certain, path: name };
  const span = { start: 0, end: 0 };
  const typed = { ...constant(expr, type), moves, certain, path: name, pres: new Set([name]) };
  return { kind: 'let', typed: certain ? typed : { ...typed, mayBeAbsent: [{ span, text: name }] } };
};
