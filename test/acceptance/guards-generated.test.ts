// Guards and approvals over generated courses: what may pass is worked out here anew, from the two files alone.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv, Installation, type StepTold } from './installation.js';
import { settingFor } from './people.js';

type Titles = ReadonlyMap<number, string>;

type Kind = 'adds' | 'updates' | 'deletes';
const KINDS: readonly Kind[] = ['adds', 'updates', 'deletes'];
type Limits = Readonly<Record<Kind, { readonly count: number; readonly percent: number }>>;

/** Of one person: who has a title is there. */
type Edit = readonly [number: number, title: string | undefined];

interface Round {
  readonly edits: readonly Edit[];
  /** What the operator does about a changeset that is stopped; `then`: what HR says once it has been approved. */
  readonly answer: 'nothing' | 'approves' | { readonly then: readonly Edit[] };
}

// ---- what HR says, and what the directory holds

const MOST = 26;
const everybody = (count: number): Titles => new Map(Array.from({ length: count }, (_, index) => [index + 1, 'Clerk']));

const edited = (people: Titles, edits: readonly Edit[]): Titles => {
  const now = new Map(people);
  for (const [number, title] of edits)
    if (title === undefined) now.delete(number);
    else now.set(number, title);
  return now;
};

const textOf = (people: Titles): string =>
  csv(
    ['id', 'name', 'title'],
    [...people].sort(([a], [b]) => a - b).map(([number, title]) => [String(number), `Person ${number}`, title]),
  );

const peopleIn = (text: string): Titles =>
  new Map(
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([id, , title = '']) => [Number(id), title]),
  );

// ---- what the guards have to say

interface Wanted {
  readonly changes: readonly string[];
  readonly figures: Readonly<Record<Kind, number>>;
}

const wanted = (hr: Titles, corp: Titles): Wanted => {
  const adds = [...hr].filter(([number]) => !corp.has(number));
  const updates = [...hr].filter(([number, title]) => corp.has(number) && corp.get(number) !== title);
  const deletes = [...corp].filter(([number]) => !hr.has(number)).map(([number]): Edit => [number, undefined]);
  return {
    changes: [...adds, ...updates, ...deletes].map(([number, title]) => `${number} ${title}`).sort(),
    figures: { adds: adds.length, updates: updates.length, deletes: deletes.length },
  };
};

/** A part of fewer than twenty says nothing. */
const exceeded = (limits: Limits, { figures }: Wanted, linked: number): readonly string[] =>
  KINDS.filter(
    (kind) =>
      figures[kind] > limits[kind].count || (linked >= 20 && figures[kind] > (limits[kind].percent / 100) * linked),
  ).map((kind) => `${kind} ${figures[kind]}`);

// ---- a course

class Course {
  private corp: Titles;
  private readonly approved = new Set<string>();
  /** How often something was stopped, and passed by an approval. */
  readonly reached = { stopped: 0, approved: 0, outdated: 0 };

  constructor(
    private readonly installation: Installation,
    private readonly limits: Limits,
    private hr: Titles,
  ) {
    this.corp = hr;
  }

  async play({ edits, answer }: Round): Promise<void> {
    await this.says(edits);
    const stopped = await this.export();
    if (stopped === undefined || answer === 'nothing') return;
    await this.installation.syncrule('approve', stopped.changeset, '--reason', 'it was looked at');
    this.approved.add(wanted(this.hr, this.corp).changes.join());
    if (answer !== 'approves') {
      await this.says(answer.then);
      if (!this.approved.has(wanted(this.hr, this.corp).changes.join())) this.reached.outdated += 1;
    }
    await this.export();
  }

  private async says(edits: readonly Edit[]): Promise<void> {
    this.hr = edited(this.hr, edits);
    await this.installation.write('hr.csv', textOf(this.hr));
    await this.installation.syncrule('import', 'hr');
    await this.installation.syncrule('sync');
  }

  /** Tries an export; what was stopped. */
  private async export(): Promise<StepTold['stop']> {
    const before = await this.installation.read('corp.csv');
    const want = wanted(this.hr, this.corp);
    const findings = exceeded(this.limits, want, this.corp.size);
    const approved = this.approved.delete(want.changes.join());
    const { steps } = await this.installation.json<{ steps: readonly StepTold[] }>('export', 'corp');
    const told = (steps[0]?.stop?.findings ?? []).map(({ guard, figure }) => `${guard} ${figure}`);
    if (findings.length > 0 && !approved) {
      this.reached.stopped += 1;
      expect(steps[0]?.status).toBe('stopped-by-guard');
      expect([...told].sort()).toEqual([...findings].sort());
      expect(await this.installation.read('corp.csv')).toBe(before);
      return steps[0]?.stop;
    }
    if (findings.length > 0) this.reached.approved += 1;
    expect(steps[0]?.status).toBe('success');
    expect(peopleIn(await this.installation.read('corp.csv'))).toEqual(new Map([...this.hr].sort(([a], [b]) => a - b)));
    this.corp = this.hr;
    await this.installation.syncrule('import', 'corp');
    await this.installation.syncrule('sync');
    return undefined;
  }
}

// ---- generated

const edits = fc.array(
  fc.tuple(fc.integer({ min: 1, max: MOST }), fc.option(fc.constantFrom('Clerk', 'Head'), { nil: undefined, freq: 3 })),
  { minLength: 1, maxLength: 7 },
);

const rounds: fc.Arbitrary<readonly Round[]> = fc.array(
  fc.record({
    edits,
    answer: fc.oneof(fc.constant('nothing' as const), fc.constant('approves' as const), fc.record({ then: edits })),
  }),
  { minLength: 3, maxLength: 5 },
);

const limit = fc.record({ count: fc.integer({ min: 0, max: 4 }), percent: fc.constantFrom(3, 9, 30) });
const limits: fc.Arbitrary<Limits> = fc.record({ adds: limit, updates: limit, deletes: limit });

test('A9 nothing above a limit leaves, but what was approved: exactly that, once', async () => {
  const reached = { stopped: 0, approved: 0, outdated: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(3, 19, 20, 24), limits, rounds, async (count, limitsNow, course) => {
      const people = everybody(count);
      const installation = await Installation.set(settingFor(count));
      try {
        for (const connector of ['hr', 'corp']) await installation.syncrule('import', connector);
        await installation.syncrule('sync');
        expect((await installation.syncrule('export', 'corp')).exit).toBe(0);
        await installation.configure({ ...limitsNow, sourceShrinks: { percent: 100 }, mayBeEmpty: ['hr'] });
        const played = new Course(installation, limitsNow, people);
        for (const round of course) await played.play(round);
        for (const name of ['stopped', 'approved', 'outdated'] as const) reached[name] += played.reached[name];
      } finally {
        await installation.remove();
      }
    }),
    { numRuns: 12, seed: 20_261_127 },
  );
  expect(Object.entries(reached).filter(([, times]) => times === 0)).toEqual([]);
}, 300_000);
