// The guards: what must hold before anything of a changeset is sent (engine specification, 8.2).
import type { ConnectorState } from '../../store/index.js';
import { objectId } from '../../values/index.js';
import type { Item } from '../export/item.js';
import { currentContent } from '../export/written.js';
import type { Space, SpaceType } from '../space.js';
import { type Figures, figuresOf } from './figures.js';
import type { Guards, LimitedKind } from './settings.js';
import { type Sources, sourcesOf } from './sources.js';

/** A guard that lets the changeset not pass. */
export interface GuardFinding {
  /** `deletes`, `clears user.title`, `source-empty hr`: what an approval names. */
  readonly guard: string;
  /** What was counted. */
  readonly figure: number;
  /** Of how many; missing where a part means nothing. */
  readonly of: number | undefined;
  /** What would have been allowed, and whether that is a number or a part in percent. */
  readonly limit: number;
  readonly unit: 'count' | 'percent';
}

/** The figures of a changeset with what the guards say to them; nothing to say: it passes. */
export interface Verdict {
  readonly figures: Figures;
  readonly sources: Sources;
  readonly findings: readonly GuardFinding[];
}

/** A percentage of so few objects says nothing. */
const FEWEST_FOR_PERCENT = 20;

/** Judges the frozen changeset of a connector. `state`: what is remembered of it. An empty changeset always passes. */
export const judge = async (
  space: Space,
  connector: string,
  { items, guards }: { readonly items: readonly Item[]; readonly guards: Guards },
): Promise<Verdict> => {
  const figures = await figuresOf(space, connector, items);
  const sources = await sourcesOf(space);
  if (items.length === 0) return { figures, sources, findings: [] };
  const states = await space.store.connectorStates();
  const passed = states.find((state) => state.connector === connector)?.passed;
  return {
    figures,
    sources,
    findings: [
      ...limitFindings(figures, guards),
      ...(await clearFindings(space, connector, figures, guards)),
      ...sourceFindings(sources, passed, guards),
      ...unreadableFindings(states, figures, guards),
      ...planFindings(space, items.length, passed, guards),
    ],
  };
};

const limitFindings = (figures: Figures, guards: Guards): readonly GuardFinding[] =>
  (['adds', 'updates', 'renames', 'deletes', 'memberships'] as const).flatMap((kind) =>
    exceeded(kind, { kind, figure: figures[kind], of: figures.linked, guards }),
  );

interface Measured {
  readonly kind: LimitedKind;
  readonly figure: number;
  readonly of: number;
  readonly guards: Guards;
}

const exceeded = (guard: string, { kind, figure, of, guards }: Measured): readonly GuardFinding[] => {
  const { count, percent } = guards.limits[kind];
  if (of >= FEWEST_FOR_PERCENT && figure * 100 > percent * of)
    return [{ guard, figure, of, limit: percent, unit: 'percent' }];
  return figure > count ? [{ guard, figure, of, limit: count, unit: 'count' }] : [];
};

const clearFindings = async (
  space: Space,
  connector: string,
  { clears }: Figures,
  guards: Guards,
): Promise<readonly GuardFinding[]> => {
  const findings: GuardFinding[] = [];
  for (const [name, figure] of Object.entries(clears)) {
    const enough = Math.max(
      FEWEST_FOR_PERCENT,
      Math.ceil((figure * 100) / Math.max(guards.limits.clears.percent, 1e-9)),
    );
    const type = space.types.get(`${connector}.${name.slice(0, name.indexOf('.'))}`);
    const of =
      type === undefined ? 0 : await holdersOf(space, type, { attribute: name.slice(name.indexOf('.') + 1), enough });
    findings.push(...exceeded(`clears ${name}`, { kind: 'clears', figure, of, guards }));
  }
  return findings;
};

const PAGE = 2000;

/** How many objects of a type have a value of an attribute; counted only until it is `enough` to know the part. */
const holdersOf = async (
  { store }: Space,
  type: SpaceType,
  { attribute, enough }: { readonly attribute: string; readonly enough: number },
): Promise<number> => {
  let holders = 0;
  for (let after = objectId(0); holders < enough; ) {
    const ids = await store.objectIds({ after, limit: PAGE, type: type.name, existence: 'confirmed' });
    const last = ids.at(-1);
    if (last === undefined) return holders;
    const { objects } = await store.load({ objects: ids });
    for (const object of objects.values())
      if (object?.link && currentContent(object, type, attribute) !== undefined) holders += 1;
    after = last;
  }
  return holders;
};

const sourceFindings = (
  sources: Sources,
  passed: ConnectorState['passed'],
  { mayBeEmpty, shrinkPercent }: Guards,
): readonly GuardFinding[] =>
  Object.entries(sources).flatMap(([name, size]): readonly GuardFinding[] => {
    const before = passed?.sources[name];
    if (size === 0 && before !== 0 && !mayBeEmpty.includes(name))
      return [{ guard: `source-empty ${name}`, figure: 0, of: before, limit: 1, unit: 'count' }];
    if (before === undefined || before < FEWEST_FOR_PERCENT || (before - size) * 100 <= shrinkPercent * before)
      return [];
    return [
      { guard: `source-shrunk ${name}`, figure: before - size, of: before, limit: shrinkPercent, unit: 'percent' },
    ];
  });

/** Something that could not be read may be what would have kept a thing from being taken away. */
const unreadableFindings = (
  states: readonly ConnectorState[],
  { deletes, memberships, clears }: Figures,
  { unreadableRows }: Guards,
): readonly GuardFinding[] => {
  if (deletes + memberships + Object.keys(clears).length === 0) return [];
  return states
    .filter((state) => state.unknownRows > unreadableRows)
    .map(({ connector, unknownRows }) => ({
      guard: `unreadable-rows ${connector}`,
      figure: unknownRows,
      of: undefined,
      limit: unreadableRows,
      unit: 'count',
    }));
};

const planFindings = (
  { plan }: Space,
  operations: number,
  passed: ConnectorState['passed'],
  { afterPlanChange }: Guards,
): readonly GuardFinding[] =>
  passed === undefined || passed.plan === plan.hash || operations <= afterPlanChange
    ? []
    : [{ guard: 'plan-changed', figure: operations, of: undefined, limit: afterPlanChange, unit: 'count' }];
