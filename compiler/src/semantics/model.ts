// What checking one declaration after the other yields, before rules are compared with each other (7.8, 7.9).
import type {
  DnPart,
  Expr,
  InboundRule,
  OutboundRule,
  PlanConnector,
  PlanFlow,
  PlanFunction,
  PlanKey,
  PlanMvType,
  PlanNamespace,
  PlanParam,
} from '@syncrule/runtime/plan';
import type { Location, SourceFile } from '../source/source.js';
import type {
  AttributeDeclaration,
  Clause,
  FlowClause,
  MetaverseDeclaration,
  RuleDeclaration,
} from '../syntax/tree.js';
import type { Facts } from './scope.js';

/** A program whose declarations are checked one by one. Rules that did not check well enough are left out. */
export interface CheckedProgram {
  readonly files: readonly SourceFile[];
  readonly params: readonly PlanParam[];
  readonly connectors: readonly PlanConnector[];
  /** `corp.user.employeeID`: the attributes of connector types of which at most one object has a given value. */
  readonly unique: ReadonlySet<string>;
  /** `prefer`, `merge` and the order of attributes are still as declared: agreement settles them. */
  readonly metaverse: readonly CheckedMvType[];
  readonly functions: readonly PlanFunction[];
  readonly namespaces: readonly PlanNamespace[];
  readonly keys: readonly PlanKey[];
  /** One for each pair of types of each rule that is not `disabled`. */
  readonly rules: readonly CheckedRule[];
  /** False: something was left out because of errors; findings about what is missing or never used would be false. */
  readonly complete: boolean;
}

export interface CheckedMvType {
  readonly plan: PlanMvType;
  readonly declaration: MetaverseDeclaration;
  readonly file: SourceFile;
  readonly attributes: readonly CheckedAttribute[];
}
export interface CheckedAttribute {
  readonly name: string;
  readonly declaration: AttributeDeclaration;
  readonly location: Location;
  /** Its own expression is certain (P1). */
  readonly certain: boolean;
}

export interface CheckedRule {
  readonly plan: InboundRule | OutboundRule;
  readonly declaration: RuleDeclaration;
  readonly file: SourceFile;
  readonly nameLocation: Location;
  /** The scope's place, or the rule's name where there is none. */
  readonly scopeLocation: Location;
  /** In the order of `plan.joins`. */
  readonly joins: readonly { readonly location: Location; readonly clause: Clause }[];
  /** In the order of `plan.lets`: where each stands. */
  readonly lets: readonly { readonly name: string; readonly location: Location }[];
  readonly flows: readonly CheckedFlow[];
  /** Paths of the source that are certain without any scope (schema `always`, certain derived attributes): C3's "unless certain". */
  readonly certainPaths: ReadonlySet<string>;
  /** What is known when the scope and the condition of `provision when` hold (W4): for {@link CheckedFlow.mayBeAbsentGiven}. */
  readonly creationFacts: Facts;
  readonly provisionLocation?: Location;
  readonly deprovisionLocation?: Location;
  readonly projectLocation?: Location;
  readonly unclaimedLocation?: Location;
  /** The duration of `deprovision … after`; `plan.deprovision` has no number for it yet, since parameters may change. */
  readonly after?: Expr;
}

export interface CheckedFlow {
  readonly plan: PlanFlow;
  readonly clause: FlowClause;
  /** The target's name in the flow; the flow itself for included ones. */
  readonly location: Location;
  /** Its value is certain with the facts of the rule's scope alone (7.4). */
  readonly certain: boolean;
  /**
   * The parts that may make it absent, given the facts of the rule that creates the object: its scope's and its
   * `provision when`'s (A9). Empty: certain to yield a value.
   */
  readonly mayBeAbsentGiven: (facts: Facts) => readonly AbsentPart[];
  readonly mayClear: boolean;
  readonly mayKeep: boolean;
}

/** A part of a value that may make it absent: for the message of A9. */
export interface AbsentPart {
  readonly location: Location;
  readonly text: string;
}
export type { DnPart, Expr };
