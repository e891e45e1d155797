// Ignored case: a computed text compared with one that is exact, though it comes from an attribute that ignores case.

import { expressionsIn } from '../../semantics/syntax-walk.js';
import type { Location, SourceFile } from '../../source/index.js';
import type { ComparisonExpression, Expression } from '../../syntax/index.js';
import { type NamedThings, namedThings } from '../named-things.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';
import { expressionsOfProgram } from '../written.js';

const program = (link: string) => `${people('mail: string', 'mail <- trim(mail)')}
${account('mail <- mail')}
rule phoneBook from corp.user to person precedence 200 {
  join ${link}
}`;

export const ignoredCase = lintRule({
  code: 'SR4107',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: 'Case that counts all of a sudden',
    message:
      'expected both sides to compare as `{attribute}` does, ignoring case; found that upper and lower case count here',
    help: 'compare the attribute itself, or bring both sides to one case with `lower(…)`',
    explanation:
      'The comparison is exact, because one side is; the other is computed from an attribute whose case does not matter in its own system. `A1` and `a1` are the same there and differ here. A side that is brought to one case by `lower` or `upper` as a whole is not reported.',
    wrong: program('trim(employeeID) == mv.id'),
    right: program('lower(trim(employeeID)) == mv.id'),
  },
  find: ({ program: checked, parsed, symbols }, report) => {
    const things = namedThings(checked, symbols);
    return expressionsOfProgram(parsed).flatMap(({ file, expression }) =>
      [...expressionsIn(expression)].flatMap((part) => {
        if (part.kind !== 'comparison' || !maySurprise(part, things)) return [];
        const variants = Array.from({ length: things.variants }, (_, variant) => variant);
        const found = variants.flatMap((variant) => suspicious(part, { file, variant, things }) ?? []);
        return found.map(({ location, attribute }) => report(location, { attribute }));
      }),
    );
  },
});

interface Suspicion {
  readonly attribute: string;
  readonly location: Location;
}

/** A variant of a rule, in which names mean something. */
interface Sight {
  readonly file: SourceFile;
  readonly variant: number;
  readonly things: NamedThings;
}

const maySurprise = ({ operator, left, right }: ComparisonExpression, things: NamedThings): boolean =>
  (operator === '==' || operator === '!=' || operator === 'in') &&
  (mayBeComputed(left, things) || mayBeComputed(right, things));

const suspicious = ({ left, right }: ComparisonExpression, sight: Sight): Suspicion | undefined => {
  const sides = [left, right].map((side) => ({ side, nature: natureOf(side, sight) }));
  const computed = sides.find(({ nature }) => nature.kind === 'computed');
  const exact = sides.find(({ nature }) => nature.kind === 'attribute' && nature.equality === 'exact');
  if (computed?.nature.kind !== 'computed' || exact === undefined) return undefined;
  const { from } = computed.nature;
  return from === undefined ? undefined : { attribute: from, location: { file: sight.file, span: computed.side.span } };
};

/** Whether it can be computed from an attribute, as far as its form tells: looking up what names mean takes longer. */
const mayBeComputed = (expression: Expression, things: NamedThings): boolean => {
  switch (expression.kind) {
    case 'parenthesised':
      return mayBeComputed(expression.of, things);
    case 'name':
      return things.mayBeLet(expression.name.text);
    case 'text':
      return expression.parts.some((part) => part.kind === 'hole');
    case 'call':
    case 'arithmetic':
      return true;
    default:
      return false;
  }
};

/** `from`: an attribute in it that ignores case, where its case was not settled. */
type Nature =
  | { readonly kind: 'attribute'; readonly equality: string }
  | { readonly kind: 'computed'; readonly from: string | undefined }
  | { readonly kind: 'other' };

const natureOf = (expression: Expression, sight: Sight): Nature => {
  switch (expression.kind) {
    case 'parenthesised':
      return natureOf(expression.of, sight);
    case 'name':
    case 'qualified': {
      const thing = sight.things.at(sight.file, expression.name.span, sight.variant);
      if (thing?.kind === 'let') return natureOf(thing.value, { ...sight, file: thing.file });
      return thing?.kind === 'attribute' ? { kind: 'attribute', equality: thing.equality } : { kind: 'other' };
    }
    case 'call':
      if (expression.name.text === 'lower' || expression.name.text === 'upper') return { kind: 'other' };
      return { kind: 'computed', from: ignoringIn(expression, sight) };
    case 'text':
    case 'arithmetic':
      return { kind: 'computed', from: ignoringIn(expression, sight) };
    default:
      return { kind: 'other' };
  }
};

const ignoringIn = (expression: Expression, { file, variant, things }: Sight): string | undefined => {
  for (const part of expressionsIn(expression)) {
    if (part.kind !== 'name' && part.kind !== 'qualified') continue;
    const thing = things.at(file, part.name.span, variant);
    if (thing?.kind === 'attribute' && thing.equality === 'ignoreCase') return thing.name;
  }
  return undefined;
};
