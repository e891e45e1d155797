// From a schema to the connector of a plan.
import type {
  Equality,
  PlanConnector,
  PlanCsAttribute,
  PlanCsType,
  SchemaAttribute,
  SchemaFile,
  SchemaType,
  ValueType,
} from '@syncrule/runtime/plan';

/** The connector `name` as its schema describes it: types and attributes sorted by name, references to `name.type`. */
export const planConnector = (name: string, schema: SchemaFile): PlanConnector => ({
  name,
  ...(schema.naming === undefined ? {} : { naming: schema.naming }),
  containers: schema.containers ?? false,
  references: schema.references ?? 'anchor',
  types: sorted(schema.types).map(([typeName, type]) => planType(name, typeName, type, schema.naming)),
});

const planType = (connector: string, name: string, type: SchemaType, naming: string | undefined): PlanCsType => ({
  name,
  ...(type.anchor === undefined ? {} : { anchor: type.anchor }),
  attributes: sorted(type.attributes).map(([attributeName, attribute]) =>
    planAttribute(connector, attributeName, attribute, attributeName === naming),
  ),
});

/** The name attribute is always present, and required on creation (language specification, 6.5). */
const planAttribute = (
  connector: string,
  name: string,
  attribute: SchemaAttribute,
  isName: boolean,
): PlanCsAttribute => ({
  name,
  type: schemaValueType(connector, attribute),
  equality: equalityOf(attribute.type, attribute.matching),
  always: isName || (attribute.always ?? false),
  required: isName ? attribute.writable !== 'never' : (attribute.required ?? false),
  writable: attribute.writable ?? 'always',
  ...(attribute.bit === undefined ? {} : { bit: { ...attribute.bit, inverted: attribute.bit.inverted ?? false } }),
});

/** The type of an attribute in the words of the plan. */
export const schemaValueType = (connector: string, attribute: SchemaAttribute): ValueType => ({
  scalar: attribute.type,
  many: attribute.many ?? false,
  ...(attribute.oneOf === undefined ? {} : { oneOf: [...attribute.oneOf].sort() }),
  ...(attribute.to === undefined ? {} : { to: attribute.to.map((type) => `${connector}.${type}`).sort() }),
});

/** How values of a type compare (8.7); `matching` counts for texts. */
export const equalityOf = (scalar: ValueType['scalar'], matching: 'exact' | 'ignoreCase' = 'exact'): Equality => {
  if (scalar === 'string') return matching;
  if (scalar === 'dn' || scalar === 'binary' || scalar === 'ref') return scalar;
  return scalar === 'secret' ? 'exact' : 'value';
};

const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
