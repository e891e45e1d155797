// Metaverse types: their attributes, what is derived, and whether it is certain (P1).
import type { PlanMvAttribute, ValueType } from '@syncrule/runtime/plan';
import { namesDiagnostics } from '../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import { equalityOf } from '../schema/index.js';
import { type AttributeDeclaration, isMissing, type MetaverseDeclaration } from '../syntax/index.js';
import { check, noFacts } from './expressions/index.js';
import type { Report } from './findings.js';
import type { CheckedAttribute, CheckedMvType } from './model.js';
import { meant } from './nearest-name.js';
import {
  attributeNames,
  docOf,
  type ObjectAttribute,
  type ObjectType,
  objectType,
  sourceBinding,
} from './object-types.js';
import type { PlaceOf } from './places.js';
import type { Matching, Naming, Scope, Typed } from './scope.js';
import { type Declared, locationOf, reportDuplicates, type Tables } from './tables.js';
import { resolveType } from './value-types.js';
import { baseScope, beyond, type World } from './world.js';

const report = diagnosticsOf(namesDiagnostics);

/** The attribute that the engine writes (5.8). */
export const GONE_SINCE = 'goneSince';

export interface Metaverse {
  readonly types: readonly ObjectType[];
  /** What checking the expression of a derived attribute gave. */
  readonly derived: (type: string, attribute: string) => Typed | undefined;
  /** Checks all derived attributes; sorted by name. */
  readonly finish: (placeOf: PlaceOf) => readonly CheckedMvType[];
}

interface Context {
  readonly tables: Tables;
  readonly world: () => World;
  /** Whether some flow can clear the attribute (P1). */
  readonly canBeCleared: (type: string, attribute: string) => boolean;
  readonly report: Report;
}

/** Declares the metaverse types; derived attributes are checked when first asked for, or at the end. */
export const declareMetaverse = (context: Context): Metaverse => {
  const types = context.tables
    .all('metaverse')
    .filter((entry) => context.tables.find('metaverse', entry.declaration.name.text) === entry)
    .map((entry) => new MvType(entry, context));
  const byName = new Map(types.map((type) => [type.name, type]));
  return {
    types: types.map((type) => type.object),
    derived: (type, attribute) => byName.get(type)?.derived(attribute),
    finish: (placeOf) => types.map((type) => type.finish(placeOf)).sort((a, b) => (a.plan.name < b.plan.name ? -1 : 1)),
  };
};

interface Attribute {
  readonly declaration: AttributeDeclaration;
  readonly type: ValueType;
  readonly matching: Matching | undefined;
}

class MvType {
  readonly name: string;
  readonly object: ObjectType;
  private readonly attributes: ReadonlyMap<string, Attribute>;
  private readonly checked = new Map<string, Typed>();
  private readonly beingChecked = new Set<string>();

  constructor(
    private readonly entry: Declared<MetaverseDeclaration>,
    private readonly context: Context,
  ) {
    this.name = entry.declaration.name.text;
    this.attributes = attributesOf(entry, context);
    this.object = this.asObjectType();
  }

  derived(attribute: string): Typed | undefined {
    const declaration = this.attributes.get(attribute)?.declaration;
    if (declaration?.value === undefined || this.beingChecked.has(attribute)) return undefined;
    const known = this.checked.get(attribute);
    if (known !== undefined) return known;
    this.beingChecked.add(attribute);
    const expectation = { type: this.attributes.get(attribute)?.type, position: 'let' } as const;
    const typed = check(declaration.value, this.scope(attribute), noFacts, expectation);
    if (typed.moves) {
      const location = { file: this.entry.file, span: declaration.value.span };
      this.context.report(report('SR3026', location, { name: attribute }));
    }
    this.beingChecked.delete(attribute);
    this.checked.set(attribute, typed);
    return typed;
  }

  /** Of an expression that is wrong, or not there yet, nothing is known. */
  private isCertain(attribute: string): boolean {
    const typed = this.derived(attribute);
    return typed !== undefined && typed.type !== 'anything' && typed.certain;
  }

  /** X6: a call of `unique` that is the whole expression rests on nothing but itself. */
  private naming(attribute: string): Naming {
    const typed = this.derived(attribute);
    if (typed === undefined || typed.restsOn.length === 0) return 'none';
    return typed.expr.op === 'unique' && typed.restsOn.length === 1 ? 'given' : 'rests';
  }

  finish(placeOf: PlaceOf): CheckedMvType {
    const { declaration, file } = this.entry;
    const attributes = [...this.attributes.values()];
    return {
      plan: {
        name: this.name,
        attributes: [
          planGoneSince(placeOf(locationOf(this.entry, declaration.name))),
          ...attributes.map((attribute) => this.planAttribute(attribute, placeOf)),
        ],
      },
      declaration,
      file,
      attributes: attributes.map((attribute) => this.checkedAttribute(attribute)),
    };
  }

  private checkedAttribute({ declaration }: Attribute): CheckedAttribute {
    const name = declaration.name.text;
    const certain = this.isCertain(name);
    return { name, declaration, location: locationOf(this.entry, declaration.name), certain };
  }

  private planAttribute({ declaration, type, matching }: Attribute, placeOf: PlaceOf): PlanMvAttribute {
    const name = declaration.name.text;
    const derived = this.derived(name)?.expr;
    return {
      name,
      type,
      equality: equalityOf(type.scalar, matching),
      merge: false,
      prefer: this.preferred(declaration),
      ...(derived === undefined ? {} : { derived }),
      place: placeOf(locationOf(this.entry, declaration.name)),
    };
  }

  private preferred({ prefer }: AttributeDeclaration): readonly string[] {
    const { tables } = this.context;
    return prefer.flatMap((name) => {
      if (isMissing(name)) return [];
      if (tables.find('rule', name.text) !== undefined) return [name.text];
      const location = locationOf(this.entry, name);
      const values = { what: 'rule', name: name.text };
      this.context.report(report('SR3004', location, values, meant(location, name.text, tables.names('rule'))));
      return [];
    });
  }

  private scope(attribute: string): Scope {
    const world = this.context.world();
    return {
      ...baseScope(world, this.entry.file, this.context.report),
      ...beyond(world, { type: this.name, name: attribute }),
      name: (name) => sourceBinding(this.object, name),
      names: () => attributeNames(this.object),
      sourceQualifier: 'mv',
      self: { scalar: 'ref', many: false, to: [this.name] },
    };
  }

  private asObjectType(): ObjectType {
    const { declaration } = this.entry;
    const declared = [...this.attributes].map(
      ([name, attribute]): ObjectAttribute => ({
        name,
        type: attribute.type,
        matching: attribute.matching,
        certain: () => this.isCertain(name) && !this.context.canBeCleared(this.name, name),
        naming: () => this.naming(name),
        writable: 'always',
        isName: false,
        location: locationOf(this.entry, attribute.declaration.name),
        ...docOf(attribute.declaration.doc),
      }),
    );
    return objectType({
      name: this.name,
      side: 'mv',
      connector: undefined,
      named: false,
      ignoreCase: false,
      attributes: [...declared, goneSince(locationOf(this.entry, declaration.name))],
      location: locationOf(this.entry, declaration.name),
      ...docOf(declaration.doc),
    });
  }
}

const planGoneSince = (place: PlanMvAttribute['place']): PlanMvAttribute => ({
  name: GONE_SINCE,
  type: { scalar: 'datetime', many: false },
  equality: 'value',
  merge: false,
  prefer: [],
  byEngine: true,
  place,
});

const goneSince = (location: ObjectAttribute['location']): ObjectAttribute => ({
  name: GONE_SINCE,
  type: { scalar: 'datetime', many: false },
  matching: undefined,
  certain: () => false,
  writable: 'never',
  isName: false,
  doc: 'The time since when no source holds the object; absent while one does. The engine writes it.',
  location,
});

/** The attributes whose declarations can be used, the first of equal names. */
const attributesOf = (entry: Declared<MetaverseDeclaration>, context: Context): ReadonlyMap<string, Attribute> => {
  const { declaration, file } = entry;
  const named = declaration.attributes.map(({ name }) => ({ name, location: locationOf(entry, name) }));
  reportDuplicates(`attribute of \`${declaration.name.text}\``, named, context.report);
  const attributes = new Map<string, Attribute>();
  for (const attribute of declaration.attributes) {
    const type = resolveType(attribute.type, {
      file,
      report: context.report,
      forbidden: ['duration', 'secret'],
      what: 'a metaverse attribute',
      metaverse: context.tables.names('metaverse'),
    });
    reportOwn(entry, attribute, type, context.report);
    const { text } = attribute.name;
    if (isMissing(attribute.name) || text === GONE_SINCE || type === undefined || attributes.has(text)) continue;
    attributes.set(text, { declaration: attribute, type, matching: matchingOf(attribute, type) });
  }
  return attributes;
};

const reportOwn = (
  entry: Declared<MetaverseDeclaration>,
  attribute: AttributeDeclaration,
  type: ValueType | undefined,
  to: Report,
): void => {
  if (attribute.name.text === GONE_SINCE) to(report('SR3019', locationOf(entry, attribute.name), {}));
  if (attribute.exact === undefined || type === undefined) return;
  if (type.scalar === 'string' && type.oneOf === undefined) return;
  const location = { file: entry.file, span: attribute.exact };
  to(
    report(
      'SR3025',
      location,
      {},
      { fixes: [{ title: 'Remove `exact`', safe: true, edits: [{ location, text: '' }] }] },
    ),
  );
};

/** 5.5: texts ignore case unless declared `exact`; sets of texts are exact. */
const matchingOf = (attribute: AttributeDeclaration, type: ValueType): Matching | undefined => {
  if (type.scalar !== 'string') return undefined;
  return type.oneOf !== undefined || attribute.exact !== undefined ? 'exact' : 'ignoreCase';
};
