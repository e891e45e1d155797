// Types of generated programs, and the attributes that have them.
import type { Scalar } from '@syncrule/runtime/plan';

export interface Type {
  readonly scalar: Scalar;
  readonly many: boolean;
  readonly oneOf?: readonly string[];
  /** What a reference points to: `person`, `hr.person`. */
  readonly to?: string;
}

export interface Named {
  readonly name: string;
  readonly type: Type;
}

export const COLOURS = ['red', 'green', 'blue'] as const;

export const one = (scalar: Scalar): Type => ({ scalar, many: false });
export const many = (type: Type): Type => ({ ...type, many: true });
export const element = (type: Type): Type => ({ ...type, many: false });
export const TEXT = one('string');
export const INTEGER = one('integer');
export const BOOLEAN = one('boolean');
export const DATE = one('date');
export const COLOUR: Type = { ...TEXT, oneOf: COLOURS };
export const refTo = (to: string): Type => ({ ...one('ref'), to });

/** Types of single values that are not references. */
export const SCALARS: readonly [Type, ...Type[]] = [
  TEXT,
  INTEGER,
  BOOLEAN,
  DATE,
  one('datetime'),
  one('binary'),
  one('dn'),
  COLOUR,
];

export const isSame = (a: Type, b: Type): boolean =>
  a.scalar === b.scalar && a.many === b.many && (a.oneOf === undefined) === (b.oneOf === undefined) && a.to === b.to;

/** Whether a literal of the type says by itself what it is: a text may be a name, or one of a set, by what is expected. */
export const isPlain = ({ scalar, oneOf, to }: Type): boolean =>
  scalar !== 'dn' && oneOf === undefined && to === undefined;

/** As a declaration writes it. */
export const textOf = ({ scalar, many: several, oneOf, to }: Type): string =>
  `${oneOf?.map((text) => `"${text}"`).join(' | ') ?? (to === undefined ? scalar : `ref ${to}`)}${several ? '[]' : ''}`;
