// An export that guards stopped before anything was sent.
import { RunFault } from '../fault.js';
import type { Verdict } from './judge.js';
import { stopText } from './words.js';

/** Carries all figures, so that whoever shows it need not read words. */
export class GuardStop extends RunFault {
  constructor(
    readonly connector: string,
    /** Of the changeset that would have been sent. */
    readonly hash: string,
    readonly verdict: Verdict,
  ) {
    super('stopped-by-guard', stopText(connector, hash, verdict.findings), { [connector]: countsOf(verdict) });
    this.name = 'GuardStop';
  }
}

const countsOf = ({
  figures: { clears, linked: _, adopted: __, ...counts },
}: Verdict): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries({ ...counts, clears: Object.values(clears).reduce((sum, count) => sum + count, 0) })
      .filter(([, count]) => count > 0)
      .map(([name, count]) => [`stopped-${name}`, count]),
  );
