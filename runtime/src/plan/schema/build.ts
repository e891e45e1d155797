// Words to write JSON Schemas with: objects are closed, and what is not said to be optional is required.

export type Schema = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, Schema>>;

export const text: Schema = { type: 'string' };
export const name: Schema = { type: 'string', minLength: 1 };
export const truth: Schema = { type: 'boolean' };
export const whole: Schema = { type: 'integer' };
export const index: Schema = { type: 'integer', minimum: 0 };

export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const someOf = (items: Schema): Schema => ({ type: 'array', items, minItems: 1 });
export const oneOfTexts = (...values: readonly string[]): Schema => ({ enum: values });
export const ref = (definition: string): Schema => ({ $ref: `#/definitions/${definition}` });

export const record = (required: Properties, optional: Properties = {}): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

/** A union of objects that one member tells apart; ajv's `discriminator` makes its errors speak of the right one. */
export const union = (discriminator: string, alternatives: readonly Schema[]): Schema => ({
  type: 'object',
  required: [discriminator],
  discriminator: { propertyName: discriminator },
  oneOf: alternatives,
});
