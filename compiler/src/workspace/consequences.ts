// One cause, one finding: what is said of a name because its own declaration is wrong says nothing new.
import type { Diagnostic } from '../diagnostics/index.js';
import type { Location, Span } from '../source/index.js';
import type { Declaration, Name, Parsed } from '../syntax/index.js';

/** Findings that a name is not known, or that a call does not fit its declaration. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'SR3004',
  'SR3006',
  'SR3013',
  'SR3101',
  'SR3102',
  'SR3103',
  'SR3106',
  'SR3111',
  'SR3114',
  'SR3115',
  'SR6005',
]);

/** Without findings that follow from others: about names that are declared wrongly, and about rules that cannot be compared. */
export const withoutConsequences = (
  parsed: readonly Parsed[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length < 2) return diagnostics;
  const isWrong: IsWrong = (path, span) => errors.some(({ location }) => isWithin(location, path, span));
  const names = brokenNames(parsed, isWrong);
  const notCompared = rulesNotCompared(parsed, isWrong);
  return diagnostics.filter((each) => {
    if (UNKNOWN.has(each.code)) return !names.has(nameAt(each));
    if (!COMPARES.test(each.code)) return true;
    const places = [each.location, ...each.related.map(({ location }) => location)];
    return !places.some((place) => notCompared.some(({ path, span }) => isWithin(place, path, span)));
  });
};

type IsWrong = (path: string, span: Span) => boolean;

const isWithin = ({ file, span: { start, end } }: Location, path: string, span: Span): boolean =>
  file.path === path && span.start <= start && end <= span.end;

/** Agreement between rules (7.9): which of them can meet rests on their scopes. */
const COMPARES = /^SR40/;

/** What is compared of rules that can meet: their scopes say whether they do. */
const COMPARED: ReadonlySet<string> = new Set(['scope', 'join', 'deprovision']);

/** The places of rules in which something that is compared has an error. */
const rulesNotCompared = (parsed: readonly Parsed[], isWrong: IsWrong) =>
  parsed.flatMap(({ file: { path }, tree }) =>
    tree.declarations.flatMap((rule) =>
      rule.kind === 'rule' && rule.clauses.some(({ kind, span }) => COMPARED.has(kind) && isWrong(path, span))
        ? [{ path, span: rule.span }]
        : [],
    ),
  );

/** The name that a finding is about: that of a call, or the last part of a path, without back-ticks. */
const nameAt = ({ code, location: { file, span } }: Diagnostic): string => {
  const text = file.text.slice(span.start, span.end);
  return (code === 'SR3115' ? text.replace(/\(.*$/s, '') : text.replace(/^.*\./s, '')).replaceAll('`', '').trim();
};

/** The names of parameters, functions and attributes with an error in their declaration. */
const brokenNames = (parsed: readonly Parsed[], isWrong: IsWrong): ReadonlySet<string> =>
  new Set(
    parsed.flatMap(({ file, tree }) =>
      tree.declarations
        .flatMap(declaredIn)
        .flatMap(({ name, span }) => (name.text !== '' && isWrong(file.path, span) ? [name.text] : [])),
    ),
  );

const declaredIn = (declaration: Declaration): readonly { readonly name: Name; readonly span: Span }[] => {
  if (declaration.kind === 'metaverse') return declaration.attributes;
  return declaration.kind === 'param' || declaration.kind === 'function' ? [declaration] : [];
};
