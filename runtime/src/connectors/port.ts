// The Connector port: how a connected system is imported from and exported to. Capabilities are data; only `end` proves
// that an import saw everything.
import type { SchemaFile } from '../plan/schema-file.js';
import type { Content } from '../values/value.js';

/** What a connector can do. */
export interface Capabilities {
  readonly fullImport: boolean;
  readonly deltaImport: boolean;
  readonly export: boolean;
  /** `by-import`: an export is confirmed by the next import. */
  readonly confirms: 'by-import' | 'by-response';
  readonly references: 'name' | 'anchor';
  /** When an object is renamed, references to it by name follow, and a delta import does not tell of their holders. */
  readonly referencesFollow: boolean;
  readonly names: boolean;
  /** Time after which an import is sure to see what was written before, in ms. */
  readonly settling: number;
}

/** Types (without the connector's name) and the attributes that are asked for. */
export type ImportSelection = ReadonlyMap<string, readonly string[]>;

export interface ImportRequest {
  readonly mode: 'full' | 'delta';
  readonly selection: ImportSelection;
  /** JSON text of the connector's own, from the last import that ended; delta only. */
  readonly watermark?: string;
  readonly signal?: AbortSignal;
}

/**
 * Values as the schema types them. References are given as they are in the system: {@link SystemReference}.
 * Absent attributes are left out; an empty text is left out too.
 */
export type ImportedValues = ReadonlyMap<string, Content | readonly SystemReference[]>;
export type SystemReference = { readonly anchor: string } | { readonly name: string };

/** References that came to an attribute with many, and that left it. Those that are there, or are not, already may be among them. */
export interface ReferenceEdit {
  readonly added: readonly SystemReference[];
  readonly removed: readonly SystemReference[];
}

/**
 * A name that is told is the one that the object has when the import ends. What stands below an object with another name
 * need not be told: it is called otherwise by itself.
 */
export type ImportEvent =
  /** The whole object, in its selected attributes. `faults`: attributes whose value could not be read. */
  | {
      readonly kind: 'object';
      readonly anchor: string;
      readonly type: string;
      readonly name?: string;
      readonly values: ImportedValues;
      readonly faults?: readonly AttributeFault[];
    }
  /** Changed attributes only; `undefined` in `values`: cleared. `edits`: lists of which no more is told than what changed. */
  | {
      readonly kind: 'patch';
      readonly anchor: string;
      readonly name?: string;
      readonly values: ImportedValues;
      readonly edits?: ReadonlyMap<string, ReferenceEdit>;
      readonly faults?: readonly AttributeFault[];
    }
  | { readonly kind: 'gone'; readonly anchor: string }
  /** An object that could not be read. Without an anchor it is an unknown row, and nothing may be concluded from absence. */
  | {
      readonly kind: 'fault';
      readonly anchor?: string;
      readonly error: 'bad-anchor' | 'duplicate-anchor' | 'type-missing' | 'read-fault';
      readonly message: string;
      readonly where: string;
    }
  /** What came before may be committed. */
  | { readonly kind: 'page'; readonly watermark?: string; readonly done: number; readonly total?: number }
  /** The import saw everything. */
  | { readonly kind: 'end'; readonly watermark?: string };

export interface AttributeFault {
  readonly attribute: string;
  readonly message: string;
}

/** A reference in an export: the target object's name or anchor in this system. */
export interface ExportReference {
  readonly anchor: string | undefined;
  readonly name: string | undefined;
}
export type ExportContent = Content | readonly ExportReference[] | ExportReference;

export type ExportChange =
  | { readonly attribute: string; readonly set: ExportContent }
  | { readonly attribute: string; readonly added: ExportContent; readonly removed: ExportContent };

export type ExportRequest =
  | {
      readonly kind: 'add';
      readonly id: string;
      readonly type: string;
      readonly name?: string;
      readonly changes: readonly ExportChange[];
    }
  | {
      readonly kind: 'update';
      readonly id: string;
      readonly type: string;
      readonly anchor: string;
      readonly name?: string;
      readonly newName?: string;
      readonly changes: readonly ExportChange[];
    }
  | {
      readonly kind: 'delete';
      readonly id: string;
      readonly type: string;
      readonly anchor: string;
      readonly name?: string;
    };

export type ExportOutcome = {
  readonly id: string;
} /** Done. `anchor`: of an added object, if the answer told it. */ & (
  | { readonly kind: 'applied'; readonly anchor?: string }
  /** It was so already, and provably by us. */
  | { readonly kind: 'already' }
  | {
      readonly kind: 'failed';
      readonly reason: 'transient' | 'permanent' | 'exists' | 'missing';
      readonly code: string;
      readonly message: string;
    }
  /** Everything but these attributes. */
  | { readonly kind: 'partly'; readonly attributes: readonly AttributeFault[]; readonly anchor?: string }
  /** Sent, and no answer. */
  | { readonly kind: 'unknown'; readonly message: string }
);

export interface Connector {
  readonly capabilities: Capabilities;
  /** What the system offers, as a schema file. */
  schema(): Promise<SchemaFile>;
  /** Operational faults (connection, authentication, a file that is not there) are thrown as {@link ConnectorError}. */
  import(request: ImportRequest): AsyncIterable<ImportEvent>;
  /**
   * Outcomes in the order given. A connector may take all requests before it gives the first outcome (a file is rewritten
   * once for many of them), so whoever gives them must not wait for an outcome in between.
   */
  export(
    requests: Iterable<ExportRequest> | AsyncIterable<ExportRequest>,
    options: { readonly signal?: AbortSignal },
  ): AsyncIterable<ExportOutcome>;
  /** Looks an object up after an `unknown` outcome or `exists`. `absent` only if that is proven. */
  lookUp(
    type: string,
    by: { readonly name?: string; readonly anchor?: string },
    selection: ImportSelection,
  ): Promise<ImportEvent | 'absent' | 'unknown'>;
  close(): Promise<void>;
}

export type ConnectorErrorKind =
  | 'auth'
  | 'connection'
  | 'schema-changed'
  | 'watermark-refused'
  | 'configuration'
  | 'interrupted'
  | 'incomplete';

/** A fault that stops a step. The message names place, what was expected, what was found and what to do; never a secret. */
export class ConnectorError extends Error {
  constructor(
    readonly kind: ConnectorErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ConnectorError';
  }
}

/** What opening a connector is given. `directory`: of the configuration file; paths are relative to it. */
export interface ConnectorContext {
  readonly name: string;
  readonly schema: SchemaFile;
  readonly directory: string;
  /** Resolves a secret reference (`{ "env": "NAME" }`, `{ "file": "path" }`). */
  readonly secret: (reference: SecretReference) => Promise<string>;
}
export type SecretReference = { readonly env: string } | { readonly file: string };
