// Types of expressions (5.6, 5.7): which fits which, what two have in common, how they read.
import type { ValueType } from '@syncrule/runtime/plan';
import type { Type } from '../scope.js';

/** Whether a value of type `from` may stand where `to` is expected (5.6), within one side. */
export const fits = (from: Type, to: Type): boolean => {
  if (from === 'anything' || to === 'anything') return true;
  if (from.many && !to.many) return false;
  return from.scalar === to.scalar && textsFit(from, to) && targetsFit(from, to);
};

/** The common type of two types (5.7); undefined when they do not go together. */
export const commonType = (a: Type, b: Type): Type | undefined => {
  if (a === 'anything') return b;
  if (b === 'anything') return a;
  if (fits(a, b)) return b;
  if (fits(b, a)) return a;
  if (a.scalar !== b.scalar) return undefined;
  const many = a.many || b.many;
  if (a.scalar === 'ref') return commonReference(a, b, many);
  return a.scalar === 'string' ? commonText(a, b, many) : { scalar: a.scalar, many };
};

/** The type as the language writes it: `string[]`, `"a" | "b"`, `ref corp.user`. */
export const typeText = (type: Type): string => {
  if (type === 'anything') return 'anything';
  if (type.scalar === 'ref')
    return `ref ${type.to === undefined ? 'any' : type.to.join(' or ')}${type.many ? '[]' : ''}`;
  if (type.oneOf === undefined) return `${type.scalar}${type.many ? '[]' : ''}`;
  const texts = type.oneOf.map((text) => JSON.stringify(text)).join(' | ');
  return type.many ? `(${texts})[]` : texts;
};

/** The type with its article, for sentences: `an integer`, `a list of string`. */
export const describeType = (type: Type): string => {
  if (type === 'anything') return 'anything';
  if (type.many) return `a list (\`${typeText(type)}\`)`;
  if (type.oneOf !== undefined) return `one of ${typeText(type)}`;
  const text = typeText(type);
  return `${/^[aei]/.test(text) ? 'an' : 'a'} \`${text}\``;
};

/** The type of one value of a list; a single value's is its own. */
export const elementOf = (type: Type): Type => (type === 'anything' ? type : { ...type, many: false });
/** The list type over it. */
export const listOf = (type: Type): Type => (type === 'anything' ? type : { ...type, many: true });

export const isMany = (type: Type): boolean => type !== 'anything' && type.many;
export const isScalar = (type: Type, ...scalars: readonly ValueType['scalar'][]): boolean =>
  type !== 'anything' && !type.many && scalars.includes(type.scalar);

export const isSecret = (type: Type): boolean => type !== 'anything' && type.scalar === 'secret';

/** A single value of a scalar type. */
export const single = (scalar: ValueType['scalar']): ValueType => ({ scalar, many: false });

/** Which objects a reference type is between, by the names it points to; undefined for `ref any`. */
export const sideOfType = (type: Type): 'cs' | 'mv' | undefined => {
  const [first] = type === 'anything' ? [] : (type.to ?? []);
  return first === undefined ? undefined : first.includes('.') ? 'cs' : 'mv';
};

const textsFit = (from: ValueType, to: ValueType): boolean =>
  to.oneOf === undefined || (from.oneOf?.every((text) => to.oneOf?.includes(text)) ?? false);

const targetsFit = (from: ValueType, to: ValueType): boolean =>
  to.to === undefined || (from.to?.every((name) => to.to?.includes(name)) ?? false);

const commonText = (a: ValueType, b: ValueType, many: boolean): ValueType => {
  if (a.oneOf === undefined || b.oneOf === undefined) return { scalar: 'string', many };
  return { scalar: 'string', many, oneOf: [...new Set([...a.oneOf, ...b.oneOf])].sort() };
};

const commonReference = (a: ValueType, b: ValueType, many: boolean): ValueType | undefined => {
  const [sideOfA, sideOfB] = [sideOfType(a), sideOfType(b)];
  if (sideOfA !== undefined && sideOfB !== undefined && sideOfA !== sideOfB) return undefined;
  if (a.to === undefined || b.to === undefined) return { scalar: 'ref', many };
  return { scalar: 'ref', many, to: [...new Set([...a.to, ...b.to])].sort() };
};
