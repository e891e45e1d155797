// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// Soundness: what the compiler accepts never fails at run time, and gives a value of its type, and one where presence was
// proven; numbers stay far from the end of 64 bits, where results become absent (8.8).
import { compileProgram, memoryHost, readProgram } from '@syncrule/compiler/workspace';
import { type CompileContext, compileExpression } from '@syncrule/runtime/expressions';
import type { PlanMvAttribute } from '@syncrule/runtime/plan';
import { type Content, mvKey, objKey, valuesOf } from '@syncrule/runtime/values';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const BASE = { t1: 'string', t2: 'string', n1: 'integer', b1: 'boolean', d1: 'date', m1: 'string[]' } as const;
const NAMES = Object.keys(BASE);
type Type = (typeof BASE)[keyof typeof BASE];

/** Texts of well-typed expressions; `certain` ones and others, with narrowing round them. */
const { text, integer, boolean, date, texts } = fc.letrec<
  Record<'text' | 'integer' | 'boolean' | 'date' | 'texts', string>
>((tie) => {
  const form = (shape: string, ...parts: readonly ('text' | 'integer' | 'boolean' | 'date' | 'texts')[]) =>
    fc
      .tuple(...parts.map((part) => tie(part)))
      .map((made) => made.reduce((whole, part) => whole.replace('#', () => `(${part})`), shape));
  const any = (leaves: readonly string[], ...forms: readonly fc.Arbitrary<string>[]) =>
    fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.constantFrom(...leaves), ...forms);
  return {
    text: any(
      ['t1', 't2', '"a"', '"Bc"', 'if t1 is present then t1 else "x"'],
      form('"${#}-${#}"', 'text', 'integer'),
      form('lower(#)', 'text'),
      form('left(#, #)', 'text', 'integer'),
      form('replace(#, "a", "")', 'text'),
      form('trim(#)', 'text'),
      form('# ?? #', 'text', 'text'),
      form('# + #', 'text', 'text'),
      form('if # then # else #', 'boolean', 'text', 'text'),
      form('if # then #', 'boolean', 'text'),
      form('case # { "a": #, "b" | "c": #, else: # }', 'text', 'text', 'text', 'text'),
      form('first(#)', 'texts'),
      form('joinText(#, ",")', 'texts'),
      form('text(#)', 'integer'),
    ),
    integer: any(
      ['n1', '0', '7'],
      form('length(#)', 'text'),
      form('number(#)', 'text'),
      form('# + #', 'integer', 'integer'),
      form('# * #', 'integer', 'integer'),
      form('count(#)', 'texts'),
      form('# ?? #', 'integer', 'integer'),
    ),
    boolean: any(
      ['b1', 'true', 'd1 < today("UTC")'],
      form('# == #', 'text', 'text'),
      form('# < #', 'integer', 'integer'),
      form('# <= #', 'date', 'date'),
      form('# is present', 'text'),
      form('# is absent', 'texts'),
      form('not #', 'boolean'),
      form('# and #', 'boolean', 'boolean'),
      form('# or #', 'boolean', 'boolean'),
      form('# in #', 'text', 'texts'),
      form('any(#, v => v == #)', 'texts', 'text'),
    ),
    date: any(
      ['d1', '2026-03-31'],
      form('# + 3d', 'date'),
      form('# ?? #', 'date', 'date'),
      form('addMonths(#, 1)', 'date'),
    ),
    texts: any(
      ['m1', '["a", "b"]'],
      form('[#, #]', 'text', 'text'),
      form('map(#, v => lower(v))', 'texts'),
      form('filter(#, v => v != #)', 'texts', 'text'),
      form('# + #', 'texts', 'texts'),
      form('upper(#)', 'texts'),
      form('distinct(#)', 'texts'),
    ),
  };
});

const written: fc.Arbitrary<readonly [Type, string]> = fc.oneof(
  text.map((of) => ['string', of] as const),
  integer.map((of) => ['integer', of] as const),
  boolean.map((of) => ['boolean', of] as const),
  date.map((of) => ['date', of] as const),
  texts.map((of) => ['string[]', of] as const),
);

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const letters = fc.constantFrom('a', 'B', 'c', ' ', 'äß', '12');
const row: fc.Arbitrary<readonly Content[]> = fc.tuple(
  maybe(letters),
  maybe(letters),
  maybe(fc.bigInt({ min: -5n, max: 1000n })),
  maybe(fc.boolean()),
  maybe(fc.integer({ min: 0, max: 40_000 })),
  maybe(fc.uniqueArray(letters, { minLength: 1 })),
);

/** The attribute `x` with this expression, as compiled; undefined where the compiler refuses it. */
const compiled = (type: Type, of: string) => {
  const attributes = Object.entries(BASE).map(([name, each]) => `${name}: ${each}`);
  const program = `metaverse thing { ${attributes.join(' ')} x: ${type} = ${of} }`;
  const { plan, checked } = compileProgram(readProgram(memoryHost({ 'a.syncrule': program })), { withoutLints: true });
  const attribute = plan?.metaverse[0]?.attributes.find(({ name }) => name === 'x');
  const certain = checked.metaverse[0]?.attributes.find(({ name }) => name === 'x')?.certain === true;
  return attribute === undefined ? undefined : { attribute, certain };
};

const context: CompileContext = {
  source: (name) => NAMES.indexOf(name),
  params: new Map(),
  lets: new Map(),
  functions: new Map(),
};

const evaluated = ({ derived }: PlanMvAttribute, source: readonly Content[]): Content => {
  if (derived === undefined) throw new Error('bug: no expression');
  return compileExpression(
    derived,
    context,
  )({
    source,
    target: undefined,
    self: mvKey(objKey('hr', '1'), 0),
    connector: 'hr',
    through: { connectorObject: () => undefined, metaverseObject: () => undefined, members: () => [] },
    now: Date.parse('2026-03-31T12:00:00Z'),
    moment: () => {},
  });
};

const JS: Readonly<Record<Type, string>> = {
  string: 'string',
  integer: 'bigint',
  boolean: 'boolean',
  date: 'number',
  'string[]': 'string',
};

it('what is accepted has its type and its presence on every object', () => {
  let accepted = 0;
  fc.assert(
    fc.property(written, fc.array(row, { minLength: 4, maxLength: 4 }), ([type, of], rows) => {
      const one = compiled(type, of);
      if (one === undefined) return;
      accepted += 1;
      for (const source of rows) {
        const content = evaluated(one.attribute, source);
        if (one.certain) expect(content).not.toBeUndefined();
        expect(Array.isArray(content)).toBe(content !== undefined && type === 'string[]');
        for (const value of valuesOf(content)) expect(typeof value).toBe(JS[type]);
      }
    }),
    { numRuns: 400, seed: 7 },
  );
  expect(accepted).toBeGreaterThan(300);
});
