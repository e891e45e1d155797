// The plan: what the compiler makes and the runtime executes. JSON, canonical, hashed, versioned.
import type { Constant, Expr, Place } from './expression.js';
import type { Equality, ValueType } from './types.js';

export const PLAN_FORMAT = 'syncrule-plan/1';

export interface Plan {
  readonly format: typeof PLAN_FORMAT;
  /** SHA-256, in hexadecimal, of the canonical JSON of the plan without this member. */
  readonly hash: string;
  /** Source files relative to the program's directory, with `/`, sorted. Places point into it. */
  readonly files: readonly string[];
  readonly params: readonly PlanParam[];
  /** Sorted by name, as are the types in them and `metaverse`. */
  readonly connectors: readonly PlanConnector[];
  readonly metaverse: readonly PlanMvType[];
  readonly functions: readonly PlanFunction[];
  /** Sets of names that must not collide, sorted by name. */
  readonly namespaces: readonly PlanNamespace[];
  /** Keys of joins and of `every`, each an index of the engine's; rules and expressions point into this list. */
  readonly keys: readonly PlanKey[];
  /** One entry for each pair of source and target type of a rule, sorted by precedence (none last), name, source, target. */
  readonly rules: readonly PlanRule[];
}

export interface PlanParam {
  readonly name: string;
  readonly type: ValueType;
  readonly value: Constant;
}

export interface PlanConnector {
  readonly name: string;
  /** The name attribute (`dn`), if objects of this connector have names. */
  readonly naming?: string;
  /** Whether the connector imports the containers of its objects, so that a missing parent can be told (B4). */
  readonly containers: boolean;
  /** Whether references are given by name or by anchor. */
  readonly references: 'name' | 'anchor';
  readonly types: readonly PlanCsType[];
}

export interface PlanCsType {
  /** Without the connector's name: `user`. */
  readonly name: string;
  /** The attribute that is the anchor; missing where the system gives the anchor outside of the attributes. */
  readonly anchor?: string;
  readonly attributes: readonly PlanCsAttribute[];
}

export interface PlanCsAttribute {
  readonly name: string;
  readonly type: ValueType;
  readonly equality: Equality;
  /** Always present on objects of this type. */
  readonly always: boolean;
  /** Required when an object is created. */
  readonly required: boolean;
  readonly writable: 'never' | 'create' | 'always';
  /** A boolean that is one bit of an integer attribute (6.3). `mask` is the bit's value: 2, not 1. */
  readonly bit?: { readonly of: string; readonly mask: number; readonly inverted: boolean };
}

export interface PlanMvType {
  readonly name: string;
  /**
   * In the order of their arrows (A8): an attribute comes after those its expression reads on its own type. Every type
   * has the attribute `goneSince` (5.8), which comes first and is marked `byEngine`.
   */
  readonly attributes: readonly PlanMvAttribute[];
}

export interface PlanMvAttribute {
  readonly name: string;
  readonly type: ValueType;
  readonly equality: Equality;
  /** All flows to it say `merge`. */
  readonly merge: boolean;
  /** Rule names that rank first, in this order. */
  readonly prefer: readonly string[];
  /** A derived attribute's expression. */
  readonly derived?: Expr;
  /**
   * Of a derived attribute: one more than the greatest level of the attributes that its expression reads, on any type,
   * through functions, references and `every`; those without an expression have level 0. Names are given level by level.
   */
  readonly level?: number;
  /** Its value comes from the engine: no flow writes it, and it has no expression. Only `goneSince`. */
  readonly byEngine?: true;
  readonly place: Place;
}

/** A `namespace`: each of its entries gives names that objects of a type have. */
export interface PlanNamespace {
  readonly name: string;
  readonly place: Place;
  /** Sorted by type; several may have one type. */
  readonly entries: readonly PlanNamespaceEntry[];
}

export interface PlanNamespaceEntry {
  /** `corp.user` or `person`. */
  readonly type: string;
  /** The names of one object of the type, whose attributes are `source`: a text or a list of texts. */
  readonly of: Expr;
  readonly place: Place;
}

export interface PlanFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Expr;
}

/**
 * A key that joins and `every` look up: the tuple of the values of `parts` on one object of `type`. An object has no key
 * while one part is absent or one condition does not hold; a part that yields a list gives a key for each of its values.
 * Equal keys of the two sides of a join's clause mean that the clause holds. Of an `every` the key is on the members,
 * and its `links` are the other side. Parts and conditions read attributes of the object as `source`.
 */
export interface PlanKey {
  /** `person` or `corp.user`. */
  readonly type: string;
  readonly parts: readonly { readonly of: Expr; readonly by: Equality }[];
  readonly conditions: readonly Expr[];
}

export type PlanRule = InboundRule | OutboundRule;

interface RuleBase {
  /** The name that the program gives the rule; variants of one rule share it. */
  readonly name: string;
  readonly title?: string;
  readonly place: Place;
  /** Missing: after all that have one. */
  readonly precedence?: number;
  /** Position of the pair among the variants of the rule: ranks after precedence. */
  readonly variant: number;
  /** `corp.user`. */
  readonly csType: string;
  /** `person`. */
  readonly mvType: string;
  readonly account?: string;
  readonly scope?: Expr;
  readonly scopePlace?: Place;
  readonly joins: readonly PlanJoin[];
  readonly lets: readonly { readonly name: string; readonly of: Expr }[];
  readonly flows: readonly PlanFlow[];
}

export interface InboundRule extends RuleBase {
  readonly direction: 'inbound';
  readonly project?: { readonly when?: Expr; readonly place: Place };
}

export interface OutboundRule extends RuleBase {
  readonly direction: 'outbound';
  readonly provision?: { readonly when?: Expr; readonly place: Place };
  readonly deprovision?: {
    readonly action: 'delete' | 'disconnect' | 'keep';
    /** Milliseconds between the run in which no rule with `provision` applies any more and the action; missing: 0. */
    readonly after?: number;
    readonly place: Place;
  };
  /**
   * `unclaimed delete`: objects of `csType` that nothing claims are deleted (L 9.12). At most one rule of a plan has it
   * for one `csType`. `when` reads the connector object, its attributes being `target`, and no source.
   */
  readonly unclaimed?: { readonly when?: Expr; readonly place: Place };
}

export interface PlanJoin {
  readonly place: Place;
  /** Index into `Plan.keys` of the key on the rule's source object. It may read time and params. */
  readonly source: number;
  /** Index into `Plan.keys` of the key that is looked up on objects of the target type. */
  readonly target: number;
}

export interface PlanFlow {
  readonly target: string;
  readonly mode: 'set' | 'once' | 'merge';
  readonly of: Expr;
  readonly place: Place;
}
export type { Constant, Equality, Expr, Place, ValueType };
