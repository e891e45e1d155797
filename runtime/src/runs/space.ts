// The connector spaces of a plan as imports and exports see them: which attributes each type has and in which slot.
import { typesWithNames } from '../engine/index.js';
import type { Plan, PlanConnector, PlanCsAttribute, PlanCsType } from '../plan/index.js';
import type { Layouts, Store } from '../store/index.js';
import { RunFault } from './fault.js';

/** An attribute that is stored in an image. */
export interface StoredAttribute {
  readonly name: string;
  readonly slot: number;
  readonly many: boolean;
  readonly scalar: string;
  readonly equality: PlanCsAttribute['equality'];
  readonly reference: boolean;
}

export interface SpaceType {
  /** `corp.user`. */
  readonly name: string;
  /** `user`: what records and connectors call it. */
  readonly shortName: string;
  readonly connector: PlanConnector;
  readonly plan: PlanCsType;
  /** Stored attributes by name: all that an import asks for. */
  readonly stored: ReadonlyMap<string, StoredAttribute>;
  /** All attributes of the plan by name, bits included. */
  readonly attributes: ReadonlyMap<string, PlanCsAttribute>;
  /** Number of slots. */
  readonly width: number;
  /** Whether the plan reads or gives names of its objects. */
  readonly namesMatter: boolean;
}

export interface Space {
  readonly plan: Plan;
  readonly store: Store;
  readonly connectors: ReadonlyMap<string, PlanConnector>;
  /** By full name: `corp.user`. */
  readonly types: ReadonlyMap<string, SpaceType>;
}

/** The spaces of a plan over a store that was opened for it. */
export const spaceOf = (plan: Plan, store: Store, layouts: Layouts): Space => ({
  plan,
  store,
  connectors: new Map(plan.connectors.map((connector) => [connector.name, connector])),
  types: spaceTypes(plan, layouts),
});

export const fullType = (connector: string, shortName: string): string => `${connector}.${shortName}`;

/** All connector types of a plan by full name. */
export const spaceTypes = (plan: Plan, layouts: Layouts): ReadonlyMap<string, SpaceType> => {
  const withNames = typesWithNames(plan);
  return new Map(
    plan.connectors.flatMap((connector) =>
      connector.types.map((type) => {
        const name = fullType(connector.name, type.name);
        return [name, { ...typeOf(name, connector, type, layouts), namesMatter: withNames.has(name) }] as const;
      }),
    ),
  );
};

/** The connector of that name; a fault that lists those there are if there is none. */
export const connectorOf = (space: Space, name: string): PlanConnector => {
  const found = space.connectors.get(name);
  if (found) return found;
  const names = [...space.connectors.keys()].join(', ');
  throw new RunFault('unknown-connector', `The plan has no connector “${name}”; it has ${names}.`);
};

/** The type of an object; missing where the plan does not have it any more. */
export const typeOfObject = (
  space: Pick<Space, 'types'>,
  object: { readonly connector: string; readonly type: string },
): SpaceType | undefined => space.types.get(fullType(object.connector, object.type));

export const spaceTypesOf = (space: Space, connector: string): readonly SpaceType[] =>
  [...space.types.values()].filter((type) => type.connector.name === connector);

/** The `type.attribute`s of a connector that its imports must cover: what {@link ConnectorState.selection} remembers. */
export const selectedAttributes = (space: Space, connector: string): readonly string[] =>
  spaceTypesOf(space, connector)
    .flatMap((type) => [...type.stored.keys()].map((attribute) => `${type.shortName}.${attribute}`))
    .sort();

/** Throws where a connector has not been imported in full with all that the plan reads. */
export const requireFullImports = async (space: Space, whatCannot: string): Promise<void> => {
  const states = new Map((await space.store.connectorStates()).map((state) => [state.connector, state]));
  const missing = [...space.connectors.keys()].filter((name) => {
    const imported = new Set(states.get(name)?.selection);
    return (
      !states.get(name)?.selection || selectedAttributes(space, name).some((attribute) => !imported.has(attribute))
    );
  });
  if (missing.length === 0) return;
  throw new RunFault(
    'full-import-required',
    `${whatCannot}: ${missing.join(', ')} must be imported in full first, with the attributes that the rules read now. Run: ${missing.map((name) => `syncrule import ${name}`).join('; ')}`,
  );
};

const typeOf = (
  name: string,
  connector: PlanConnector,
  plan: PlanCsType,
  layouts: Layouts,
): Omit<SpaceType, 'namesMatter'> => {
  const layout = layouts.get(name);
  if (!layout) throw new Error(`bug: the store gave ${name} no layout`);
  return {
    name,
    shortName: plan.name,
    connector,
    plan,
    stored: new Map(storedAttributes(name, plan, layout).map((attribute) => [attribute.name, attribute])),
    attributes: new Map(plan.attributes.map((attribute) => [attribute.name, attribute])),
    width: layout.length,
  };
};

/** All but secrets, which are stored nowhere, and the bits; and the integers that bits are in, which rules need not read. */
const storedAttributes = (type: string, plan: PlanCsType, layout: readonly string[]): readonly StoredAttribute[] => {
  const open = plan.attributes.filter((attribute) => attribute.type.scalar !== 'secret');
  const names = new Set(open.map((attribute) => attribute.bit?.of ?? attribute.name));
  const declared = new Map(plan.attributes.map((attribute) => [attribute.name, attribute]));
  return [...names].map((name) => {
    const slot = layout.indexOf(name);
    if (slot < 0) throw new Error(`bug: the store gave ${type}.${name} no slot`);
    const attribute = declared.get(name);
    const scalar = attribute?.type.scalar ?? 'integer';
    return {
      name,
      slot,
      scalar,
      many: attribute?.type.many ?? false,
      equality: attribute?.equality ?? 'value',
      reference: scalar === 'ref',
    };
  });
};
