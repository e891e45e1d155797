// The records of the engine (engine specification, section 2) as they pass between engine and store.
// All are immutable: a change is a new record. Times are ms since 1970.
import type { PlanMeaning } from '../plan/meaning.js';
import type { Content, MvId, MvKey, ObjectId, ObjKey, Row } from '../values/value.js';

/** A key under which joins find an object: index of a {@link KeySpec}, and the normalised tuple as text. */
export type KeyRow = readonly [spec: KeySpecId, text: string];
export type KeySpecId = number;

/** A connector-space object. */
export interface CsObject {
  readonly id: ObjectId;
  readonly connector: string;
  /** Without the connector's name: `user`; {@link typeOfObject} gives the full name. */
  readonly type: string;
  /** Absent until an object that we created has been seen by an import. */
  readonly anchor: string | undefined;
  /** The full name as the source spelt it, for connectors with names. */
  readonly name: string | undefined;
  readonly existence: 'confirmed' | 'creating' | 'gone';
  /** An operator set it aside: never joined by the engine. */
  readonly explicit: boolean;
  /** What the last imports said. References are RefTexts. */
  readonly image: Row;
  readonly link: Link | undefined;
  /** What this system did to the object; missing for one that it never wrote to. */
  readonly written: Written | undefined;
  /** Keys under which it is indexed now: only while it is visible (confirmed, not explicit, no link). */
  readonly keys: readonly KeyRow[];
}

/**
 * What an object is without its values: enough to say what a reference to it means. A group is read by the heads of its
 * members.
 */
export type ObjectHead = Pick<CsObject, 'id' | 'connector' | 'type' | 'existence' | 'explicit'> & {
  readonly link: Pick<Link, 'mv' | 'account' | 'ending'> | undefined;
};

export interface Link {
  readonly mv: MvId;
  readonly account: string | null;
  readonly origin: 'projected' | 'joined' | 'provisioned' | 'operator';
  readonly since: number;
  /** Of the provisioning rule that applied last. `after` in ms. */
  readonly managed?: {
    readonly rule: string;
    readonly action: 'delete' | 'disconnect' | 'keep';
    readonly after: number;
  };
  /** Since when none applies; only with `managed`. */
  readonly ending?: number;
  /** The deprovisioning that was carried out, where the link is still there. */
  readonly done?: 'disconnect' | 'keep';
}

/** What this system wrote to an object and what became of it (sections 6.1 and 8.4). Attributes by name. */
export interface Written {
  /** Values that this system wrote and has not withdrawn. */
  readonly exported: Readonly<Record<string, Content>>;
  /** Accepted by the target, not yet seen back. `null`: cleared. */
  readonly sent: Readonly<Record<string, Sent>>;
  readonly sentName?: string;
  readonly sentDelete?: number;
  /** Differences that the target did not take over: hash of what was wanted and what was seen. Keys: attribute, `:name`, `:delete`. */
  readonly unheeded: Readonly<
    Record<string, { readonly wanted: string; readonly seen: string; readonly level: 'error' | 'normalised' }>
  >;
  /** While an operation on it is under way. */
  readonly delivery?: 'sending' | 'unknown';
  /** The last permanent refusal of an update or delete. */
  readonly refused?: { readonly fingerprint: string; readonly plan: string; readonly message: string };
  /** A transient failure: not before this time, after so many attempts. */
  readonly retry?: Retry;
}

/** An operation that failed for now. */
export interface Retry {
  /** Not sent again before this time. */
  readonly notBefore: number;
  readonly attempts: number;
  /** Not sent again by itself: what it would send, and under which plan. Other content, or another plan, is tried anew. */
  readonly parked?: { readonly fingerprint: string; readonly plan: string };
}
export type Sent =
  | { readonly set: Content }
  | { readonly added: readonly Content[]; readonly removed: readonly Content[] };

/** Who gave a value. `object` may name an object that is no longer there. */
export interface Contribution {
  readonly object: ObjKey;
  /** {@link ruleId} of the rule; the flow is the rule's flow to this attribute. */
  readonly rule: string;
  /** The part that it gave: values, or `'clear'` as the symbol's name. */
  readonly part: Content | { readonly clear: true };
}

/** Whether a part is the clearing of an attribute. */
export const isClear = (part: Contribution['part']): part is { readonly clear: true } =>
  typeof part === 'object' && 'clear' in part;

/** A value of a metaverse object that was cleared by a flow, or is there. */
export interface MvValue {
  /** `undefined` only together with `clear` or as the tied nothing. */
  readonly values: Content;
  readonly clear: boolean;
  readonly mark: 'recorded' | 'tied' | undefined;
  /** Several only when merged; empty for a derived value. */
  readonly by: readonly Contribution[];
  readonly since: number;
}

/** A name that is given to nobody else in its namespace while the metaverse object lives. */
export interface ReservedName {
  readonly namespace: string;
  readonly name: string;
}

/** Text by which records name the place of a `unique`. */
export const placeText = (place: { readonly type: string; readonly account?: string; readonly name: string }): string =>
  `${place.type}|${place.account ?? ''}|${place.name}`;

/** A metaverse object as it stood at the end of the last synchronisation. */
export interface MvObject {
  readonly id: MvId;
  readonly key: MvKey;
  readonly type: string;
  /** Objects that held it at the end of the last sync. */
  readonly holders: readonly ObjKey[];
  readonly goneSince: number | undefined;
  /** What the last holders contributed, by attribute; only while gone. */
  readonly kept: Readonly<Record<string, readonly Contribution[]>> | undefined;
  /** `once` values remembered at projection. */
  readonly once: Readonly<Record<string, Content>> | undefined;
  /** Names that it has reserved, by {@link placeText} (L 8.16). Missing: none. */
  readonly reserved?: Readonly<Record<string, ReservedName>> | undefined;
  /** By slot of the type's layout. References are MvKeys. */
  readonly stored: readonly (MvValue | undefined)[];
  readonly notSettled: boolean;
  readonly keys: readonly KeyRow[];
}

/** What a metaverse object is without its values. */
export type MvHead = Pick<MvObject, 'id' | 'key' | 'type'>;

/** A slot: the place that a metaverse object may fill in a target. */
export interface Slot {
  readonly connector: string;
  readonly type: string;
  readonly account: string | null;
}

/** One staged change of one object in one connector. Derived. At most one for each (metaverse object, slot). */
export interface Operation {
  readonly mv: MvId | undefined;
  readonly slot: Slot;
  /** Missing for an add. */
  readonly object: ObjectId | undefined;
  readonly kind: 'add' | 'update' | 'delete';
  /** New full name: of an add, or of an update that renames. */
  readonly name: string | undefined;
  readonly changes: readonly AttributeChange[];
  /** Rule that provisions, deprovisions, or flows the name. */
  readonly rule: string | undefined;
}

/** References among `values` are {@link OperationReference}s in text form: `o:<ObjectId>` or `m:<MvKey>␟<account or empty>␟<type>` for an add. */
export type AttributeChange =
  | { readonly attribute: string; readonly set: Content; readonly rule: string }
  | {
      readonly attribute: string;
      readonly added: readonly Content[];
      readonly removed: readonly Content[];
      readonly rule: string;
    };

/** A name that an operation, staged or blocked, wants. */
export interface NameClaim {
  readonly connector: string;
  /** Normalised. */
  readonly name: string;
  readonly mv: MvId;
}

/** The unit an error belongs to: an object, a metaverse object (its slots included), a connector. */
export type ErrorUnit = { readonly object: ObjectId } | { readonly mv: MvId } | { readonly connector: string };

/** An error of a unit (section 10). `detail` is data for the message, never a secret. */
export interface EngineError {
  readonly kind: ErrorKind;
  readonly slot?: Slot;
  readonly attribute?: string;
  /** {@link ruleId}. */
  readonly rule?: string;
  readonly message: string;
  readonly detail?: Readonly<Record<string, string>>;
}

export type ErrorKind =
  // import
  | 'bad-value'
  | 'bad-anchor'
  | 'duplicate-anchor'
  | 'need-full-object'
  | 'type-missing'
  | 'read-fault'
  // views and joins
  | 'flow-error'
  | 'ambiguous-join'
  | 'no-join-key'
  | 'unresolved-reference'
  // metaverse objects
  | 'tie'
  | 'not-settled'
  // slots
  | 'contested-join'
  | 'join-contradiction'
  | 'self-contradiction'
  | 'two-objects-one-account'
  | 'source-failed'
  | 'names-exhausted'
  | 'not-unique'
  | 'name-wanted-twice'
  | 'name-taken'
  | 'name-circle'
  | 'parent-missing'
  | 'has-children'
  | 'required-missing'
  | 'required-reference-missing'
  | 'required-reference-circle'
  | 'refused'
  | 'ambiguous-reference'
  | 'exported-change-not-reimported'
  // operations
  | 'export-failed'
  | 'awaits-other'
  | 'create-lost';

/** An add that the target refused for good: not tried again while its content and the plan are the same. */
export interface AddRefusal {
  readonly mv: MvId;
  readonly slot: Slot;
  readonly fingerprint: string;
  readonly plan: string;
  readonly message: string;
  readonly retry?: Retry;
}

/** What the engine must look at again in the next sync. */
export type Mark =
  | {
      readonly object: ObjectId;
      /** Nothing about the object has changed but these references in its lists, ascending. Missing: anything may have. */
      readonly references?: readonly string[];
    }
  | { readonly mv: MvId };

export interface ConnectorState {
  readonly connector: string;
  /** JSON of the connector's own; absent before the first import that ended. */
  readonly watermark: string | undefined;
  /** Number of the last import; each import that begins gets the next. */
  readonly generation: number;
  /** Whether a full import has ended, and for which `type.attribute`s. */
  readonly selection: readonly string[] | undefined;
  /** Rows of the last full import that could not be told from others. */
  readonly unknownRows: number;
  readonly lastFullImport: number | undefined;
  /** What the last export to it that passed its guards rested on: the plan, and how large the sources were. */
  readonly passed?: {
    readonly plan: string;
    readonly at: number;
    readonly sources: Readonly<Record<string, number>>;
  };
  /** Lets one changeset pass, once. */
  readonly approval?: Approval;
  /** An approved export that has begun and not ended. */
  readonly manifest?: Manifest;
}

/** Somebody looked at a changeset that guards stopped, and lets it pass. */
export interface Approval {
  /** Of the changeset. */
  readonly hash: string;
  /** What the guards said when it was given: it covers nothing else, and nothing worse. */
  readonly guards: readonly { readonly guard: string; readonly figure: number }[];
  readonly by: string;
  readonly reason: string;
  readonly at: number;
}

/** What an export that has begun may send: its rest goes out without being judged again, while no synchronisation has run since. */
export interface Manifest {
  /** Under which it passed, where guards would have stopped it. */
  readonly approval?: Approval;
  /** Of the changeset, where it was approved or bound to one. */
  readonly hash?: string;
  /** Of the synchronisation that staged it. */
  readonly lastSync: number;
  /** Canonical text of what narrowed the changeset. */
  readonly selection: string;
  /** Keys of its operations, or of the staged operations that it leaves out: whichever are fewer. */
  readonly lists: 'sent' | 'left';
  readonly keys: readonly string[];
}

/** The state of the space as a whole. */
export interface SpaceState {
  /** Hash of the plan of the last sync. */
  readonly plan: string | undefined;
  /** What the plan means under whose rules the records are named; absent before the first sync. */
  readonly meaning?: PlanMeaning | undefined;
  readonly lastSync: number | undefined;
  /** A sync that began and did not end: it is resumed with its own time before anything else. */
  readonly unfinished:
    | {
        readonly at: number;
        readonly plan: string;
        /** Metaverse objects from this number on were born in it. */
        readonly firstBorn?: MvId;
      }
    | undefined;
}

/** The full name of an object's type, as layouts and plans know it: `corp.user`. */
export const typeOfObject = (object: { readonly connector: string; readonly type: string }): string =>
  `${object.connector}.${object.type}`;

export { ruleId, ruleName } from '../plan/rule-id.js';
