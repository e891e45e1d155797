// Which rules apply whenever another one does. Comparing every two of a thousand scopes would take a million comparisons,
// so each scope is filed under something that every scope implying it must mention.
import { type Condition, implies, isTrivial, type Part, type Paths } from '../agreement/conditions/index.js';
import type { Contender, Contest, PathsOf } from '../agreement/index.js';

/** The rules of the contest, other than itself, with the same kind of source, whose scopes the scope of a rule implies. */
export const scopesImpliedIn = (
  { contenders }: Contest,
  pathsOf: PathsOf,
): ((of: Contender) => readonly Contender[]) => {
  const files = new Map<string, Drawer[]>();
  for (const contender of contenders) {
    const paths = pathsOf(contender.rule, contender.rule);
    const { listed, key } = filedUnder(contender.scope, paths);
    const drawers = files.get(sourceOf(contender)) ?? [];
    files.set(sourceOf(contender), drawers);
    drawers.push({ contender, key, listed });
  }
  const indexes = new Map([...files].map(([source, drawers]) => [source, indexOf(drawers)]));
  const known = new Map<Contender, readonly Contender[]>();
  return (of) => {
    const found =
      known.get(of) ??
      candidates(of.scope, indexes.get(sourceOf(of)) ?? new Map()).filter(
        (other) => other !== of && implies(of.scope, other.scope, pathsOf(of.rule, other.rule)),
      );
    known.set(of, found);
    return found;
  };
};

/** Rules that read different kinds of objects say nothing about each other. */
const sourceOf = ({ rule: { plan } }: Contender): string =>
  plan.direction === 'inbound' ? `${plan.csType} ${plan.account ?? ''}` : plan.mvType;

interface Drawer {
  readonly contender: Contender;
  readonly key: string;
  /** The values of which one must be mentioned, where the key is a path compared with texts. */
  readonly listed: readonly string[];
}

type Index = ReadonlyMap<string, readonly Contender[]>;

const ANY = '';

/**
 * A scope of one conjunction is implied only by scopes whose conjunctions all mention each of its parts that says
 * something. The most telling part is taken: a text that a path equals, else what is opaque, else any path.
 */
const filedUnder = (scope: Condition, paths: Paths): { readonly key: string; readonly listed: readonly string[] } => {
  const [only, ...others] = scope.holds;
  if (only === undefined || others.length > 0) return { key: ANY, listed: [] };
  const telling = [...only.values()].filter((part) => !isTrivial(part, paths));
  const ranked = telling.map((part) => ({ part, texts: textsOf(part) })).sort((a, b) => weight(a) - weight(b));
  const best = ranked[0];
  return best === undefined ? { key: ANY, listed: [] } : { key: keyOf(best.part), listed: best.texts };
};

const weight = ({ part, texts }: { readonly part: Part; readonly texts: readonly string[] }): number =>
  texts.length > 0 ? texts.length : part.kind === 'letter' ? 1000 : 2000;

const keyOf = (part: Part): string => (part.kind === 'letter' ? `letter ${part.name}` : `path ${part.path}`);

/** The texts that a part limits its path to, if it does. */
const textsOf = (part: Part): readonly string[] =>
  part.kind === 'path' && !part.allows.absent && part.allows.values.kind === 'texts' && !part.allows.values.others
    ? [...part.allows.values.listed]
    : [];

const indexOf = (drawers: readonly Drawer[]): Index => {
  const index = new Map<string, Contender[]>();
  const file = (key: string, contender: Contender): void => {
    const known = index.get(key);
    if (known === undefined) index.set(key, [contender]);
    else known.push(contender);
  };
  for (const { contender, key, listed } of drawers) {
    if (listed.length === 0) file(key, contender);
    for (const text of listed) file(`${key}\n${text}`, contender);
  }
  return index;
};

/** The rules whose scopes this one may imply, each once, in the order of the contest. */
const candidates = (scope: Condition, index: Index): readonly Contender[] => {
  // A scope that is never true implies all; it is reported by itself, and nothing more is made of it.
  const mentioned = [...(scope.holds[0]?.values() ?? [])];
  const keys = [ANY, ...mentioned.flatMap(keysFor)];
  return [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
};

const keysFor = (part: Part): readonly string[] => [
  keyOf(part),
  ...textsOf(part).map((text) => `${keyOf(part)}\n${text}`),
];
