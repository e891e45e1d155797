// A pattern in parts: the regular subset of regular expressions, which a machine without memory can match.

/** Whether a code point belongs to a set. */
export type CharacterTest = (code: number) => boolean;

export type Assertion = 'start' | 'end' | 'boundary' | 'noBoundary';

export type PatternNode =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly items: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: PatternNode;
      readonly min: number;
      /** Missing: any number. */
      readonly max: number | undefined;
      readonly greedy: boolean;
    };

/** Ends the reading of a pattern; never leaves this folder. */
export class PatternFault {
  constructor(readonly message: string) {}
}
