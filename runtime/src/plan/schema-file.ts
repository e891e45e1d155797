// The connector schema file: a JSON format of ours (language specification, section 6). `connector-schema.schema.json`
// beside this file is its published JSON Schema. Discovery writes it, the compiler reads it, the connectors obey it.

export interface SchemaFile {
  readonly $schema?: string;
  readonly format: 'syncrule-schema/1';
  readonly title?: string;
  /** How attribute names compare; the formatter writes them as they stand here. Default `exact`. */
  readonly attributeNames?: 'exact' | 'ignoreCase';
  /** The name attribute, for systems that name their objects (LDAP: `dn`). */
  readonly naming?: string;
  /** Whether the connector imports containers too, so that a missing parent can be told. Default false. */
  readonly containers?: boolean;
  /** How the system gives references. Default `anchor`. */
  readonly references?: 'name' | 'anchor';
  readonly types: Readonly<Record<string, SchemaType>>;
}

export interface SchemaType {
  readonly doc?: string;
  /** The attribute that never changes and tells objects apart. */
  readonly anchor?: string;
  /** LDAP: what `objectClass` is on creation, structural class last; an entry of this type has all of them. */
  readonly objectClass?: readonly string[];
  readonly attributes: Readonly<Record<string, SchemaAttribute>>;
}

export interface SchemaAttribute {
  readonly doc?: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'date' | 'datetime' | 'binary' | 'dn' | 'secret' | 'ref';
  /** Default false. */
  readonly many?: boolean;
  /** Default false. */
  readonly always?: boolean;
  /** Required on creation. Default false. */
  readonly required?: boolean;
  /** Default `always`. */
  readonly writable?: 'never' | 'create' | 'always';
  /** Texts only. Default `ignoreCase` for LDAP-like systems is written out, never assumed: missing means `exact`. */
  readonly matching?: 'exact' | 'ignoreCase';
  /** A closed set of texts. */
  readonly oneOf?: readonly string[];
  /** What a reference may point to: types of this schema. Missing: any. */
  readonly to?: readonly string[];
  /** At most one object has a given value. */
  readonly unique?: boolean;
  /** A boolean that is a bit of an integer attribute. */
  readonly bit?: { readonly of: string; readonly mask: number; readonly inverted?: boolean };
  readonly deprecated?: string;
}
