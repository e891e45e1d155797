// What becomes of references to a metaverse object that died (engine specification 5.2).
import { type Content, contentOf, type MvKey, valuesOf } from '@syncrule/runtime/values';
import type { RefMv } from './state.js';

/** References to one who died go, in what is stored and kept. A `once` remembers no references (L F7). */
export const forget = (mv: RefMv, dead: MvKey): void => {
  const without = (content: Content): Content =>
    contentOf(
      valuesOf(content).filter((value) => value !== dead),
      Array.isArray(content),
    );
  type Parts = readonly { readonly object: unknown; readonly rule: string; readonly part: unknown }[];
  const parts = <T extends Parts>(by: T): T =>
    by
      .map((each) =>
        typeof each.part === 'object' && !Array.isArray(each.part)
          ? each
          : { ...each, part: without(each.part as Content) },
      )
      .filter((each) => each.part !== undefined) as unknown as T;
  for (const [name, value] of mv.stored)
    if (valuesOf(value.values).includes(dead)) {
      mv.stored.set(name, { ...value, values: without(value.values), by: parts(value.by) });
    }
  if (mv.kept) mv.kept = Object.fromEntries(Object.entries(mv.kept).map(([name, by]) => [name, parts(by)]));
};
