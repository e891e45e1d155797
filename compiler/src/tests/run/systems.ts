// The connected systems of a test: they hold what the test gives and what exports send, and know objects by the anchors
// that the test uses for them.
import {
  anchorValue,
  attributeNamed,
  type MemoryObject,
  MemorySystem,
  type MemoryValue,
} from '@syncrule/runtime/connectors/memory';
import { writeBit } from '@syncrule/runtime/engine';
import type { SchemaAttribute, SchemaFile, SchemaType } from '@syncrule/runtime/plan';
import { escapeDnValue } from '@syncrule/runtime/values';
import type { TestObject, TestValue, TestValues } from '../../semantics/index.js';

type AttributeValues = MemoryObject['values'];

export class TestSystems {
  readonly #systems: ReadonlyMap<string, MemorySystem>;
  /** Anchors of the systems by those of the test, and the other way round, with the connector before each. */
  readonly #anchors = new Map<string, string>();
  readonly #labels = new Map<string, string>();

  /** `schemas`: by connector. */
  constructor(schemas: ReadonlyMap<string, SchemaFile>) {
    this.#systems = new Map(
      [...schemas].map(([name, schema]) => {
        let created = 0;
        const newAnchor = (): string => `new ${++created}`;
        return [name, new MemorySystem(schema, { newAnchor, referentialIntegrity: true })];
      }),
    );
  }

  get(connector: string): MemorySystem {
    const system = this.#systems.get(connector);
    if (system === undefined) throw new Error(`bug: a test has no system ${connector}`);
    return system;
  }

  /** The anchor in the system of an object that the test calls so. */
  anchorOf({ connector, anchor }: Pick<TestObject, 'connector' | 'anchor'>): string {
    return this.#anchors.get(`${connector}\n${anchor}`) ?? anchor;
  }

  /** What the test calls the object with this anchor, if it has named it. */
  labelOf(connector: string, anchor: string): string | undefined {
    return this.#labels.get(`${connector}\n${anchor}`);
  }

  /** From now on the test calls the object with this anchor as it likes. */
  bind({ connector, anchor: label }: Pick<TestObject, 'connector' | 'anchor'>, anchor: string): void {
    this.#anchors.set(`${connector}\n${label}`, anchor);
    this.#labels.set(`${connector}\n${anchor}`, label);
  }

  given(object: TestObject, values: TestValues): void {
    const { schema } = this.get(object.connector);
    const type = typeOf(schema, object);
    const anchor =
      type.anchor === undefined ? undefined : anchorValue(type.attributes[type.anchor]?.type, object.anchor);
    const anchored: AttributeValues = new Map(
      anchor === undefined || type.anchor === undefined ? [] : [[type.anchor, [anchor]]],
    );
    this.bind(object, object.anchor);
    this.#put(
      object,
      { type: object.type, anchor: object.anchor, ...inventedName(schema, object), values: anchored },
      values,
    );
  }

  /** Nothing happens to an object that is not there any more. */
  change(object: TestObject, values: TestValues): boolean {
    const known = this.get(object.connector).get(this.anchorOf(object));
    if (known !== undefined) this.#put(object, known, values);
    return known !== undefined;
  }

  remove(object: TestObject): boolean {
    return this.get(object.connector).remove(this.anchorOf(object));
  }

  #put({ connector }: TestObject, before: MemoryObject, values: TestValues): void {
    const system = this.get(connector);
    const { schema } = system;
    const type = typeOf(schema, before);
    const after = new Map(before.values);
    let name = before.name;
    for (const [attribute, { values: given }] of values) {
      const found = attributeNamed(schema, type, attribute);
      const first = given[0];
      if (attribute === schema.naming) {
        if (first?.kind === 'value') name = String(first.value);
      } else if (found?.attribute.bit !== undefined) {
        setBit(after, found.attribute.bit, first?.kind === 'value' && first.value === true);
      } else {
        set(
          after,
          attribute,
          given.map((value) => this.#stored(schema, value)),
        );
      }
    }
    system.put({ ...before, ...(name === undefined ? {} : { name }), values: after });
  }

  #stored(schema: SchemaFile, value: TestValue): MemoryValue {
    if (value.kind === 'value') return value.value;
    const anchor = this.anchorOf(value.object);
    const name = schema.references === 'name' ? this.get(value.object.connector).get(anchor)?.name : undefined;
    return name === undefined ? { anchor } : { name };
  }
}

const typeOf = (schema: SchemaFile, { type }: { readonly type: string }): SchemaType => {
  const found = schema.types[type];
  if (found === undefined) throw new Error(`bug: the schema has no type ${type}`);
  return found;
};

/** Where objects have names and a test gives none: the name does not matter to it. */
const inventedName = (schema: SchemaFile, { anchor }: TestObject): { readonly name?: string } =>
  schema.naming === undefined ? {} : { name: `CN=${escapeDnValue(anchor)}` };

const set = (values: Map<string, readonly MemoryValue[]>, attribute: string, given: readonly MemoryValue[]): void => {
  if (given.length === 0) values.delete(attribute);
  else values.set(attribute, given);
};

const setBit = (
  values: Map<string, readonly MemoryValue[]>,
  { of, mask, inverted = false }: NonNullable<SchemaAttribute['bit']>,
  value: boolean,
): void => {
  const [before] = values.get(of) ?? [];
  values.set(of, [writeBit(typeof before === 'bigint' ? before : undefined, { of, mask, inverted }, value)]);
};
