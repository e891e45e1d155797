// The plan made ready to run: rules as functions, attributes as slots, everything that can be known beforehand looked up once.
import type { Environment, EvaluateOutcome } from '../../expressions/index.js';
import type {
  Equality,
  InboundRule,
  OutboundRule,
  Plan,
  PlanConnector,
  PlanCsAttribute,
  PlanFlow,
  ValueType,
} from '../../plan/index.js';
import type { KeySpecId, Slot } from '../../store/index.js';
import type { Content, Row } from '../../values/index.js';

export interface Machine {
  readonly plan: Plan;
  readonly connectors: ReadonlyMap<string, PlanConnector>;
  /** By `corp.user`. */
  readonly csTypes: ReadonlyMap<string, CsTypeMachine>;
  /** Those of them that some slot is filled with. */
  readonly targetTypes: ReadonlySet<string>;
  /** By `person`. */
  readonly mvTypes: ReadonlyMap<string, MvTypeMachine>;
  /** The keys of the plan, in its order. */
  readonly keys: readonly KeyMachine[];
  /** By spec of a key that outbound joins look objects up by: who looks. */
  readonly takers: ReadonlyMap<KeySpecId, readonly Taker[]>;
  /** By spec of a key of metaverse objects that inbound joins look up: the keys of the objects that look. */
  readonly joiners: ReadonlyMap<KeySpecId, readonly KeyMachine[]>;
  /** By spec of a key that metaverse objects look objects up with: the objects' keys. */
  readonly lookups: ReadonlyMap<KeySpecId, readonly KeyMachine[]>;
  /** By spec of a key of members that some `every` looks up: who looks. */
  readonly everyReaders: ReadonlyMap<KeySpecId, readonly EveryMachine[]>;
  /** Whether a key of metaverse objects can change with other objects' links or values. */
  readonly relationalKeys: boolean;
  /** Whether what a metaverse object takes can depend on other metaverse objects. */
  readonly relationalIntents: boolean;
  /** By name: who gives names in it, and where they are found. */
  readonly namespaces: ReadonlyMap<string, NamespaceMachine>;
  /** Levels of attributes that rest on a name (L X6), ascending. */
  readonly nameLevels: readonly number[];
  /** Whether objects of any type are deleted while nobody claims them. */
  readonly unclaims: boolean;
  /**
   * Whether any rule or attribute asks for the time. Where none does, the end of a link may still wait for its time: a
   * former rule said so.
   */
  readonly usesTime: boolean;
  /** How many references in a row the plan reads through on each side; 0: never. */
  readonly depth: { readonly cs: number; readonly mv: number };
  /** Whether some slot's objects are not created without references. */
  readonly requiresReferences: boolean;
  /** Connectors with reference attributes that some rule reads. */
  readonly referring: ReadonlySet<string>;
  /** Lists of references of which one value can be worked out without the others: by type, their slots. */
  readonly valueWise: ReadonlyMap<string, readonly number[]>;
}

/** A place that looks for members (`every`), seen from the object that looks. */
export interface EveryMachine {
  /** Index into `Plan.keys` of the members' key. */
  readonly key: number;
  /** The key under which the object that looks is found by what it looks for. */
  readonly owner: KeyMachine;
  /** What it looks for does not follow from the object alone: it is found, under {@link ANYTHING}, by every member. */
  readonly open: boolean;
}

/** The text of a key of one that may look for anything. */
export const ANYTHING = '*';

/** An outbound join clause, seen from the object that it may find. */
export interface Taker {
  readonly mvType: MvTypeMachine;
  readonly target: TargetMachine;
  readonly source: KeyMachine;
}

/** An index of join keys over the objects of one type. */
export interface KeyMachine {
  readonly spec: KeySpecId;
  readonly type: string;
  /** For keys of metaverse objects: slots of the attributes that the key reads. */
  readonly reads: readonly number[];
  /** The normalised tuples: none if a part is absent or a condition fails, several if a part is a list. */
  readonly texts: (environment: Environment) => readonly string[];
}

export interface CsTypeMachine {
  /** `corp.user`. */
  readonly name: string;
  readonly connector: PlanConnector;
  /** `user`. */
  readonly type: string;
  readonly layout: readonly string[];
  readonly attributes: ReadonlyMap<string, PlanCsAttribute>;
  /** Slots of its reference attributes. */
  readonly references: readonly number[];
  /** The attribute's content: from its slot, or a bit of the integer that it is part of. */
  readonly read: (row: Row, attribute: string) => Content;
  /** By precedence, then variant. */
  readonly inbound: readonly InboundMachine[];
  /** Which of them are in scope. */
  readonly inScope: (environment: Environment) => InboundScope;
  /** Some rule joins or projects its objects; else they take no step, and are only found. */
  readonly takesSteps: boolean;
  /** Their place in the order of steps, if it is the same for all objects of the type. */
  readonly commonOrder: InboundOrder | undefined;
  /** What an object must have to be created, its name and references aside. */
  readonly required: readonly string[];
  /** All keys under which an object of this type can be found while it is not joined. */
  readonly keys: readonly KeyMachine[];
  /** Objects of this type that nobody claims are deleted while this holds; missing: they are left. */
  readonly unclaimed: UnclaimedMachine | undefined;
  /** No rule writes to objects of this type: whatever happens, they keep their names, and none is deleted. */
  readonly leftAlone: boolean;
  /** Attributes that other objects' views read through references to this type. */
  readonly readThrough: ReadonlySet<string>;
}

/** A set of names that must not collide: three indexes, by normalised name. */
export interface NamespaceMachine {
  readonly name: string;
  /** Of connector objects that give a name. */
  readonly objects: KeySpecId;
  /** Of metaverse objects that give one by their attributes. */
  readonly values: KeySpecId;
  /** Of metaverse objects that have reserved one. */
  readonly reserved: KeySpecId;
  readonly entries: readonly EntryMachine[];
}

export interface EntryMachine {
  /** `corp.user` or `person`. */
  readonly type: string;
  readonly names: (environment: Environment) => readonly string[];
  /** Slots that it reads. */
  readonly reads: readonly number[];
  readonly attributes: ReadonlySet<string>;
}

export interface UnclaimedMachine {
  /** The rule that says so. */
  readonly rule: string;
  readonly when: (environment: Environment) => boolean;
}

export interface InboundMachine {
  readonly id: string;
  readonly rule: InboundRule;
  readonly precedence: number;
  readonly account: string | null;
  /** Has `join` or `project`. */
  readonly links: boolean;
  readonly scope: (environment: Environment) => boolean;
  readonly projects: boolean;
  readonly projectWhen: (environment: Environment) => boolean;
  readonly joins: readonly JoinMachine[];
  readonly flows: readonly InboundFlow[];
}

export interface JoinMachine {
  readonly source: KeyMachine;
  readonly target: KeyMachine;
}

export interface InboundFlow {
  readonly plan: PlanFlow;
  /** Tells the flows of one type apart. */
  readonly index: number;
  /** Slot of the metaverse attribute. */
  readonly slot: number;
  readonly attribute: string;
  /** The attribute holds references, so the outcome is one in RefTexts. */
  readonly reference: boolean;
  readonly once: boolean;
  readonly evaluate: EvaluateOutcome;
}

export interface MvTypeMachine {
  readonly name: string;
  readonly layout: readonly string[];
  readonly slots: ReadonlyMap<string, number>;
  /** By slot; missing where the plan no longer has the attribute. */
  readonly attributes: readonly (MvAttributeMachine | undefined)[];
  /** In the order of the arrows (L A8). */
  readonly inOrder: readonly MvAttributeMachine[];
  /** Those to which some flow gives a value once, at projection. */
  readonly remembering: readonly MvAttributeMachine[];
  /** Slots of its reference attributes. */
  readonly references: readonly number[];
  /** Those that are derived and rest on no name: their expressions may fail. */
  readonly derived: readonly MvAttributeMachine[];
  /** Keys that inbound joins look up, and keys under which intents look objects up. */
  readonly keys: readonly KeyMachine[];
  /** The slots that rules from this type may fill, in canonical order. */
  readonly targets: readonly TargetMachine[];
  /** Flows to some slot ask for names. */
  readonly asksForNames: boolean;
  /** Slots of attributes that other objects read through references to this type. */
  readonly readThrough: readonly number[];
  /** Nothing about its objects rests on values of other metaverse objects: only on what is joined, and on what references mean. */
  readonly selfContained: boolean;
}

export interface MvAttributeMachine {
  readonly name: string;
  readonly slot: number;
  readonly type: ValueType;
  readonly equality: Equality;
  readonly many: boolean;
  readonly merge: boolean;
  /** All flows to it, by rank; equal ranks adjoin. */
  readonly contributors: readonly Contributor[];
  /** Rank of a rule for this attribute; after all for one that the plan no longer has. */
  readonly rankOf: (ruleId: string) => number;
  readonly derived: { readonly evaluate: EvaluateOutcome; readonly reads: readonly number[] } | undefined;
  /** It rests on a name (L X6): worked out after everything else, at this level. Missing: it does not. */
  readonly nameLevel: number | undefined;
  /** The engine gives its value: since when no object holds the metaverse object (L 5.8). */
  readonly byEngine: boolean;
  /** Its value depends on other objects' links or values, not only on the objects joined here. */
  readonly relational: boolean;
}

export interface Contributor {
  readonly rank: number;
  readonly rule: InboundMachine;
  readonly flow: InboundFlow;
}

/** A slot (connector, type, account) as rules of one metaverse type fill it. */
export interface TargetMachine {
  readonly slot: Slot;
  /** Text of the slot, for maps and orders. */
  readonly key: string;
  readonly csType: CsTypeMachine;
  /** By precedence, then variant. */
  readonly rules: readonly OutboundMachine[];
  /** Some rule from this metaverse type to this slot provisions. */
  readonly provisions: boolean;
  /** Which of them apply. */
  readonly inScope: (attributes: Scoped) => OutboundScope;
  /** Attributes that some rule writes, by name, with the flows by rank. The name attribute is not among them. */
  readonly writes: readonly TargetAttribute[];
  readonly naming: TargetAttribute | undefined;
}

export interface TargetAttribute {
  readonly name: string;
  readonly attribute: PlanCsAttribute;
  readonly reference: boolean;
  readonly many: boolean;
  readonly equality: Equality;
  readonly merge: boolean;
  readonly flows: readonly OutboundFlow[];
}

export interface OutboundFlow {
  readonly rule: OutboundMachine;
  readonly plan: PlanFlow;
  readonly once: boolean;
  readonly evaluate: EvaluateOutcome;
  /** Slots of the metaverse object that it reads. */
  readonly reads: readonly number[];
}

export interface OutboundMachine {
  readonly id: string;
  readonly rule: OutboundRule;
  readonly precedence: number;
  /** Has `join` or `provision`. */
  readonly links: boolean;
  readonly scope: (environment: Environment) => boolean;
  readonly provisions: boolean;
  readonly provisionWhen: (environment: Environment) => boolean;
  /** Slots of the metaverse object that scope and `when` read. */
  readonly reads: readonly number[];
  /** Scope or `when` read through references. */
  readonly relational: boolean;
  readonly joins: readonly JoinMachine[];
}

/** Inbound rules that are in scope together, and what follows from that alone. */
export interface InboundScope {
  /** By precedence, then variant. */
  readonly rules: readonly InboundMachine[];
  /** Those of them that join or project. */
  readonly links: readonly InboundMachine[];
  /** The place of their objects among those that take steps. */
  readonly order: InboundOrder;
  /** The account under which they link. */
  readonly account: string | null;
  /** Their join clauses: the key to look with, and where. */
  readonly clauses: readonly {
    readonly source: KeyMachine;
    /** One index for each metaverse type that the rules name. */
    readonly targets: readonly KeyMachine[];
  }[];
  /** What they flow into metaverse objects of a type from objects linked under an account. */
  readonly flowing: (type: MvTypeMachine, account: string | null) => Flowing;
}

export interface InboundOrder {
  /** The least of the linking rules. */
  readonly precedence: number;
  /** No rule projects: the object can only join. */
  readonly onlyJoins: boolean;
}

/** The rules that apply to a linked object: in scope, of the link's account, to the metaverse object's type. */
export interface Flowing {
  readonly rules: readonly InboundMachine[];
  /** One of them projects: the object holds the metaverse object. */
  readonly holds: boolean;
  /** By slot of the metaverse type, by rank. */
  readonly contributors: readonly (readonly Contributor[])[];
}

/** Outbound rules of a slot that apply together, and what follows from that alone. */
export interface OutboundScope {
  /** By precedence, then variant. */
  readonly rules: readonly OutboundMachine[];
  /** Those of them that join or provision. */
  readonly links: readonly OutboundMachine[];
  /** Some of them provisions. */
  readonly provisions: boolean;
  /** Attributes that some rule of the slot writes, with the flows of the rules that apply; the name aside. */
  readonly writes: readonly Write[];
  readonly naming: Write | undefined;
}

export interface Write {
  readonly attribute: TargetAttribute;
  /** By rank. */
  readonly flows: readonly OutboundFlow[];
}

/** What scopes are evaluated on. */
export interface Scoped {
  /** Some object of it is held by a rule that projects. */
  readonly held: boolean;
  environment(reads: readonly number[]): Environment;
}
