// The Store port: batches in, batches out. The engine never waits for one object, so a store can be a file or a server.
import type { Content, MvId, MvKey, ObjectId, ObjKey, RefText } from '../values/value.js';
import type { Departure } from './departures.js';
import type {
  AddRefusal,
  ConnectorState,
  CsObject,
  EngineError,
  ErrorUnit,
  KeyRow,
  KeySpecId,
  Mark,
  MvHead,
  MvObject,
  NameClaim,
  ObjectHead,
  Operation,
  Slot,
  SpaceState,
} from './records.js';
import type { RuleNames } from './renaming.js';

/**
 * Attribute names by slot for each connector type (`corp.user`) and metaverse type (`person`). The store owns it: slots
 * are given once and never change, so a plan with more attributes adds slots. An attribute whose type changes gets a new
 * slot: the old one stays, under a name that no attribute can have, and no connector counts as completely
 * imported for that attribute any more.
 */
export type Layouts = ReadonlyMap<string, readonly string[]>;

/** Names of types with the attributes that a plan selects of them, and which of them are references. */
export type Selection = ReadonlyMap<
  string,
  readonly {
    readonly name: string;
    readonly reference: boolean;
    readonly scalar: string;
    readonly many: boolean;
    /** It holds the full name: an image shows there what the object is called now, whatever was written there. */
    readonly naming?: true;
  }[]
>;

/** Texts by what they belong to: names of a connector, texts of a key spec. */
export type TextsOf<Of> = ReadonlyMap<Of, Iterable<string>>;

/** What was found for each of these texts. */
export type FoundOf<Of, Found> = ReadonlyMap<Of, ReadonlyMap<string, readonly Found[]>>;

/** What to load in one go. Missing members: nothing of that kind. */
export interface Needs {
  readonly objects?: Iterable<ObjectId>;
  readonly mvs?: Iterable<MvId>;
  readonly mvKeys?: Iterable<MvKey>;
  /** Objects and metaverse objects without their values. */
  readonly heads?: Iterable<ObjectId>;
  readonly mvHeads?: Iterable<MvId>;
  /** Objects that are referred to: as if `anchors` asked for them, then `heads`, and `mvHeads` for what they are linked to. */
  readonly referred?: Iterable<ObjKey>;
  /** Metaverse objects that are referred to: as if `mvKeys` asked for them, then `linked`, and `heads` for what is linked. */
  readonly standing?: Iterable<MvKey>;
  /** Objects linked to these. All answers with several ids are in ascending order. */
  readonly linked?: Iterable<MvId>;
  readonly anchors?: Iterable<ObjKey>;
  /** Objects of a connector by normalised full name. */
  readonly names?: TextsOf<string>;
  /** Owners of join keys, by spec. Objects for specs of connector types, metaverse objects for the others. */
  readonly keys?: TextsOf<KeySpecId>;
  /** Objects of a connector that hold a reference, by its `RefText`. */
  readonly referrers?: TextsOf<string>;
  /** Metaverse objects that refer to this one: in a stored value, in what is kept of a lost contributor, or in a `once` value. */
  readonly mvReferrers?: Iterable<MvKey>;
  /** Metaverse objects born of this object (any n). */
  readonly births?: Iterable<ObjKey>;
  /** Name claims, by connector. */
  readonly claims?: TextsOf<string>;
  /** Name claims of these metaverse objects. */
  readonly claimed?: Iterable<MvId>;
  readonly operations?: Iterable<MvId>;
  /** Of what is staged for these, the slots in which something is to be created. */
  readonly adds?: Iterable<MvId>;
  /** What is staged for objects that nobody claims. */
  readonly unclaimed?: Iterable<ObjectId>;
  readonly addRefusals?: Iterable<MvId>;
  /** Whether any visible object of this connector type exists: `corp.user`. */
  readonly visible?: Iterable<string>;
  /** Objects of a connector directly below a normalised full name. */
  readonly children?: TextsOf<string>;
  /** How much of the lists of references of `objects` and `mvs` is loaded; missing: all of them. */
  readonly inPart?: ListParts;
  /** Of each of these lists one reference that is not known yet. */
  readonly others?: Iterable<AskedList>;
}

/**
 * Which references of large lists are loaded: those of images, and of the same attributes in what was exported. A record
 * that was loaded in part is written as it was loaded: its differences are those of the whole.
 */
export interface ListParts {
  /** By type (`corp.group`, `team`): the slots of lists that may be loaded in part. */
  readonly slots: ReadonlyMap<string, readonly number[]>;
  /** The references of an object that are loaded, if it holds them; missing: its lists are loaded whole, as are those of an object without a link. */
  readonly ofObject: (id: ObjectId) => Iterable<string> | undefined;
  readonly ofMv: (id: MvId) => Iterable<string> | undefined;
}

/** A list of references of an object or a metaverse object, and what is known of it. */
export interface AskedList {
  readonly holder: { readonly object: ObjectId } | { readonly mv: MvId };
  /** Of the connector of the object; missing: of the metaverse. */
  readonly connector?: string;
  readonly slot: number;
  readonly known: Iterable<string>;
}

/** The answer: for every need exactly one entry, also where nothing was found. */
export interface Loaded {
  readonly objects: ReadonlyMap<ObjectId, CsObject | undefined>;
  readonly mvs: ReadonlyMap<MvId, MvObject | undefined>;
  readonly mvKeys: ReadonlyMap<MvKey, MvId | undefined>;
  readonly heads: ReadonlyMap<ObjectId, ObjectHead | undefined>;
  readonly mvHeads: ReadonlyMap<MvId, MvHead | undefined>;
  readonly linked: ReadonlyMap<MvId, readonly ObjectId[]>;
  readonly anchors: ReadonlyMap<ObjKey, ObjectId | undefined>;
  readonly names: FoundOf<string, ObjectId>;
  readonly keys: FoundOf<KeySpecId, number>;
  readonly referrers: FoundOf<string, ObjectId>;
  readonly mvReferrers: ReadonlyMap<MvKey, readonly MvId[]>;
  readonly births: ReadonlyMap<ObjKey, readonly MvKey[]>;
  readonly claims: FoundOf<string, MvId>;
  readonly claimed: ReadonlyMap<MvId, readonly NameClaim[]>;
  readonly operations: ReadonlyMap<MvId, readonly Operation[]>;
  readonly adds: ReadonlyMap<MvId, readonly Slot[]>;
  readonly unclaimed: ReadonlyMap<ObjectId, Operation | undefined>;
  readonly addRefusals: ReadonlyMap<MvId, readonly AddRefusal[]>;
  readonly visible: ReadonlyMap<string, boolean>;
  readonly children: FoundOf<string, ObjectId>;
  readonly others: ReadonlyMap<AskedList, string | undefined>;
}

/**
 * What a transaction changes. Applied as one; missing members change nothing. Removals come first and take everything of
 * the unit with them: link, keys, operations, claims, refusals, errors, marks, triggers. A change of an object or
 * metaverse object that the same transaction removes is ignored.
 */
export interface Changes {
  /** Rules that got other names: all records name them anew. In a transaction without other records. */
  readonly renamedRules?: RuleNames;
  /** New or changed objects, whole. The store writes what differs from what it has (image, references, link, keys, written). */
  readonly objects?: Iterable<ObjectChange>;
  /** Objects that keep the name that they have, whatever becomes of those above. One that gets another name in `objects` is none of them. */
  readonly staying?: Iterable<ObjectId>;
  /** With everything that is theirs: link, keys, references, errors, marks, triggers. */
  readonly removedObjects?: Iterable<ObjectId>;
  readonly mvs?: Iterable<MvChange>;
  /** With everything that is theirs: keys, operations, claims, refusals, errors, marks, triggers. */
  readonly removedMvs?: Iterable<MvId>;
  /** Replaces all operations of these metaverse objects (an empty list removes them). */
  readonly operations?: ReadonlyMap<MvId, readonly Operation[]>;
  /** Replaces all claims of these metaverse objects. */
  readonly claims?: ReadonlyMap<MvId, readonly NameClaim[]>;
  /** Replaces the errors of these units, keeping first seen and counting, of the given origin only. */
  readonly errors?: Iterable<{
    readonly unit: ErrorUnit;
    readonly origin: ErrorOrigin;
    readonly errors: readonly EngineError[];
    readonly at: number;
  }>;
  /** What is staged for an object that nobody claims, `mv` missing; `undefined`: nothing any more. */
  readonly unclaimed?: ReadonlyMap<ObjectId, Operation | undefined>;
  readonly addRefusals?: ReadonlyMap<MvId, readonly AddRefusal[]>;
  /** Remembered of what this transaction removes, or an earlier one of the same synchronisation. */
  readonly departures?: Iterable<Departure>;
  readonly marks?: Iterable<Mark>;
  /**
   * Whether the synchronisation that is under way is through with these metaverse objects: should it be interrupted, what
   * takes it up need not look at them. Says nothing of one that is removed.
   */
  readonly done?: ReadonlyMap<MvId, boolean>;
  /** It is through with nobody: it begins, or ends. */
  readonly clearDone?: true;
  /** Removes all marks. */
  readonly clearMarks?: true;
  /** The least moment at which a unit must be looked at again; `undefined` removes it. */
  readonly triggers?: Iterable<{ readonly mark: Mark; readonly at: number | undefined }>;
  readonly connectors?: Iterable<ConnectorState>;
  readonly space?: SpaceState;
  /**
   * The caller commits again soon: a store may make this lasting together with what follows. What is read sees it at
   * once; a process that dies may lose it, but only with all that was committed after it.
   */
  readonly followed?: true;
}
export type ErrorOrigin = 'import' | 'sync' | 'export';

/** An object to write, and the record that it replaces (`undefined`: new), so that only differences are written. */
export interface ObjectChange {
  readonly before: CsObject | undefined;
  readonly after: CsObject;
}
export interface MvChange {
  readonly before: MvObject | undefined;
  readonly after: MvObject;
}

export interface ErrorRecord {
  readonly unit: ErrorUnit;
  readonly origin: ErrorOrigin;
  readonly error: EngineError;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly count: number;
}

/** A run, or one of its steps. */
export interface RunRecord {
  readonly id: number;
  /** The run that this is a step of; absent for the run itself. */
  readonly parent: number | undefined;
  /** `full import`, `delta sync`, `export`; of a run what it was asked for: `run nightly`. */
  readonly step: string;
  readonly connector: string | undefined;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** `running` until it ends; `died` where its process ended before it did. */
  readonly status: string;
  /** Counts by the field's names. */
  readonly statistics: Readonly<Record<string, number>>;
  /** Why it did not succeed, or what else there is to say. */
  readonly message: string | undefined;
  /** Errors that were left when it ended, by kind. */
  readonly errors: Readonly<Record<string, number>>;
  /** Errors that it was the first to see, as they were told then: their objects may be gone since. */
  readonly findings: readonly RunFinding[];
}

/** An error in words that need no store to be understood. */
export interface RunFinding {
  /** Address of the object: `hr.person:1001`. */
  readonly unit: string;
  readonly kind: string;
  readonly message: string;
  readonly slot?: string;
  readonly attribute?: string;
  readonly rule?: string;
  /** File and line of the rule. */
  readonly place?: string;
}

export interface RunEnd {
  readonly endedAt: number;
  readonly status: string;
  readonly statistics: Readonly<Record<string, number>>;
  readonly message?: string | undefined;
  readonly errors?: Readonly<Record<string, number>>;
  readonly findings?: readonly RunFinding[];
}

/** What tells the place of an object among those that may join. */
export interface Findable {
  readonly id: ObjectId;
  readonly connector: string;
  readonly type: string;
  readonly anchor: string | undefined;
  /** Whether joins see it. One that they do not see is still kept under keys. */
  readonly visible: boolean;
}

export interface StoreCounts {
  /** By type (`corp.user`), without those that are gone. */
  readonly objects: Readonly<Record<string, number>>;
  /** The linked ones of them. */
  readonly linked: Readonly<Record<string, number>>;
  /** By metaverse type. */
  readonly mvs: Readonly<Record<string, number>>;
  /** By connector and kind: `corp add`. */
  readonly operations: Readonly<Record<string, number>>;
  readonly errors: number;
}

/** What began or was before these times, ms since 1970, is forgotten. */
export interface HistoryLimits {
  readonly runs: number;
  readonly departures: number;
}

/**
 * Where a space is kept.
 *
 * Names are kept as a relation. An object stands below the only one of its connector whose full name is, letter for
 * letter, the rest of its own: from then on it bears that one's name, so that when an object is renamed everything below
 * is called otherwise without being written. One that is removed leaves their names to those below.
 *
 * Anchors, names, keys and references are well-formed Unicode; values may be any text. References
 * of one attribute are a set: they come back in ascending order, each once; and so do lists of references to objects
 * (`o:…`) in what was written.
 */
export interface Store {
  /** Opens the space for a plan's selection: gives every selected attribute a slot. */
  open(selection: Selection): Promise<Layouts>;
  /** Number of the spec of this canonical text; the same for ever. */
  keySpecs(texts: readonly string[]): Promise<readonly KeySpecId[]>;
  /** The next free ids; the caller counts on from them. One writer at a time. */
  nextIds(): Promise<{ readonly object: ObjectId; readonly mv: MvId }>;
  load(needs: Needs): Promise<Loaded>;
  /** All or nothing. Lasting when it returns, with everything before it; unless it is `followed`. */
  commit(changes: Changes): Promise<void>;

  /** Ids in ascending order, `after` excluded. Only of this connector, type (`corp.user`) or existence, if given. */
  objectIds(query: {
    readonly after: ObjectId;
    readonly limit: number;
    readonly connector?: string;
    readonly type?: string;
    readonly existence?: CsObject['existence'];
  }): Promise<readonly ObjectId[]>;
  /** Objects that joins may find, in ascending order of ids, `after` excluded: their images stay where they are. */
  findable(query: { readonly after: ObjectId; readonly limit: number }): Promise<readonly Findable[]>;
  /** As {@link objectIds}. `gone`: only of those that no source holds. */
  mvIds(query: {
    readonly after: MvId;
    readonly limit: number;
    readonly type?: string;
    readonly gone?: true;
  }): Promise<readonly MvId[]>;
  /** Objects, then metaverse objects, each once and in ascending order. */
  marks(): Promise<readonly Mark[]>;
  /** With whom an unfinished synchronisation is through, in ascending order. */
  done(): Promise<readonly MvId[]>;
  /** Units whose trigger is at or before `time`. */
  due(time: number): Promise<readonly Mark[]>;
  /** Objects to which something was sent that the target refused, for good or for now, or did not keep; and metaverse objects of whom it refused an add. */
  refused(): Promise<readonly Mark[]>;
  connectorStates(): Promise<readonly ConnectorState[]>;
  space(): Promise<SpaceState>;

  /** All staged operations of a connector, or of all, in no promised order. */
  operations(connector?: string): AsyncIterable<Operation>;
  errors(query: {
    readonly connector?: string;
    readonly unit?: ErrorUnit;
    readonly origin?: ErrorOrigin;
    /** First seen at this time or later. */
    readonly since?: number;
    readonly limit?: number;
  }): Promise<readonly ErrorRecord[]>;
  /** Text found in any value, anchor or name, ignoring case: for `syncrule search`. */
  search(query: {
    readonly text: string;
    readonly limit: number;
  }): Promise<{ readonly objects: readonly ObjectId[]; readonly mvs: readonly MvId[] }>;
  counts(): Promise<StoreCounts>;
  /** What is remembered of an object or metaverse object of this key that is no more; the last one first. */
  departures(key: ObjKey | MvKey): Promise<readonly Departure[]>;

  /** Records that a run, or a step of the run `parent`, begins. Runs of a process that ended before they did are `died` from now on. */
  beginRun(run: {
    readonly step: string;
    readonly connector: string | undefined;
    readonly startedAt: number;
    readonly parent?: number | undefined;
  }): Promise<number>;
  endRun(id: number, end: RunEnd): Promise<void>;
  /** Forgets runs that began, and departures that were, before these times, ms since 1970. */
  forgetHistory(before: HistoryLimits): Promise<void>;
  /** The last runs, newest first; or the steps of the run `of`, in their order. */
  runs(query: { readonly limit: number } | { readonly of: number }): Promise<readonly RunRecord[]>;
  run(id: number): Promise<RunRecord | undefined>;

  close(): Promise<void>;
}
export type { Content, KeyRow, RefText };
