// JSON Schema (draft 7) of connector schema files. `connector-schema.schema.json`
// beside this file is its published form; a test keeps them equal. Descriptions are what editors show.

type Schema = Readonly<Record<string, unknown>>;

const says = (description: string, schema: Schema): Schema => ({ description, ...schema });

const name: Schema = { type: 'string', minLength: 1, pattern: '^[^\\u001f]*$' };
const truth: Schema = { type: 'boolean', default: false };
const texts: Schema = { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true };

const closed = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const bit = closed(
  {
    of: says('The integer attribute that the bit belongs to.', name),
    mask: says('The value of the bit: 2 for the second one.', { type: 'integer', minimum: 1 }),
    inverted: says('True when the boolean says that the bit is not set.', truth),
  },
  ['of', 'mask'],
);

const attribute = closed(
  {
    doc: says('What the attribute holds; editors show it.', { type: 'string' }),
    type: says('The type of its values.', {
      enum: ['string', 'integer', 'boolean', 'date', 'datetime', 'binary', 'dn', 'secret', 'ref'],
    }),
    many: says('Whether it can hold several values.', truth),
    always: says('Whether every object of the type has it.', truth),
    required: says('Whether an object cannot be created without it.', truth),
    writable: says('When it can be written.', { enum: ['never', 'create', 'always'], default: 'always' }),
    matching: says('How its texts compare.', { enum: ['exact', 'ignoreCase'], default: 'exact' }),
    oneOf: says('All the texts that it can hold.', texts),
    to: says('The types of this schema that a reference may point to; any when missing.', texts),
    unique: says('Whether at most one object has a given value.', truth),
    bit: says('The bit of an integer attribute that this boolean stands for.', bit),
    deprecated: says('Why it should not be used, and what to use instead.', { type: 'string' }),
  },
  ['type'],
);

const type = closed(
  {
    doc: says('What objects of this type are; editors show it.', { type: 'string' }),
    anchor: says('The attribute that never changes and tells objects apart.', name),
    objectClass: says('LDAP: the values of objectClass on creation, the structural class last.', texts),
    attributes: says('The attributes by name; members of composite ones with a dot.', {
      type: 'object',
      propertyNames: name,
      additionalProperties: attribute,
    }),
  },
  ['attributes'],
);

/** The JSON Schema that connector schema files are validated against. */
export const connectorSchemaSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Syncrule connector schema',
  description: 'The object types of a connected system: what their attributes are called, hold and allow.',
  ...closed(
    {
      $schema: { type: 'string' },
      format: says('The format of this file.', { const: 'syncrule-schema/1' }),
      title: says('What the system is called.', { type: 'string' }),
      attributeNames: says('How names of attributes compare.', { enum: ['exact', 'ignoreCase'], default: 'exact' }),
      naming: says('The attribute that names objects; LDAP: dn.', name),
      containers: says('Whether the containers of objects are imported too.', truth),
      references: says('How the system gives references.', { enum: ['name', 'anchor'], default: 'anchor' }),
      types: says('The object types by name.', {
        type: 'object',
        propertyNames: { type: 'string', minLength: 1, pattern: '^[^.\\u001f]*$' },
        additionalProperties: type,
      }),
    },
    ['format', 'types'],
  ),
};
