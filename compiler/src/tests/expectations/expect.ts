// The expectations of one cycle (10.3 to 10.5), held against what it did.
import { type ErrorRecord, typeOfObject } from '@syncrule/runtime/store';
import type { CheckedExpectation, CheckedStep, TestSubject, TestValues } from '../../semantics/index.js';
import type { Location } from '../../source/index.js';
import type { Note, TestFailure } from '../result.js';
import type { StagedChange } from '../run/changes.js';
import type { Cycle } from '../run/world.js';
import { compare, matches, nearest, unexpected } from './compare.js';
import type { Item } from './item.js';
import { changeItem, errorItem, mvItem, objectItem, objectOfChange, type Surroundings } from './items.js';

export type ExpectStep = Extract<CheckedStep, { readonly kind: 'expect' }>;
type Expectation<K extends CheckedExpectation['kind']> = Extract<CheckedExpectation, { readonly kind: K }>;

export class Expectations {
  readonly #expected = new Set<StagedChange | ErrorRecord>();

  /** `known`: errors that earlier cycles had already. */
  constructor(
    private readonly cycle: Cycle,
    private readonly around: Surroundings,
    private readonly known: ReadonlySet<string>,
    private readonly locate: (step: ExpectStep) => Location,
  ) {}

  /** What does not hold. `nothing` is about what no other expectation of the cycle is about, so it comes last. */
  async check(steps: readonly ExpectStep[]): Promise<readonly TestFailure[]> {
    const failures = new Map<ExpectStep, TestFailure>();
    const isNothing = ({ expectation }: ExpectStep): boolean => expectation.kind === 'nothing';
    const note = async (step: ExpectStep): Promise<void> => {
      const failure = await this.#checkOne(step);
      if (failure !== undefined) failures.set(step, failure);
    };
    for (const step of steps.filter((each) => !isNothing(each))) await note(step);
    // What was expected and looks different would be counted once more as what nobody expected.
    if (failures.size === 0) for (const step of steps.filter(isNothing)) await note(step);
    return steps.flatMap((step) => failures.get(step) ?? []);
  }

  #checkOne(step: ExpectStep): Promise<TestFailure | undefined> {
    const { expectation } = step;
    switch (expectation.kind) {
      case 'nothing':
        return this.#nothing(step);
      case 'state':
        return this.#state(step, expectation);
      case 'change':
        return this.#change(step, expectation);
      case 'error':
        return this.#error(step, expectation);
    }
  }

  async #nothing(step: ExpectStep): Promise<TestFailure | undefined> {
    const { sight } = this.around;
    const changes = this.cycle.changes.filter((change) => !this.#expected.has(change));
    const errors = this.cycle.after.errors.filter(
      (record) => !this.#expected.has(record) && !this.known.has(errorKey(record)),
    );
    if (changes.length + errors.length === 0) return undefined;
    const found = [counted(changes.length, 'change'), counted(errors.length, 'error')].filter((text) => text !== '');
    const items = [
      ...errors.flatMap((record) => errorItem(record, this.around) ?? []),
      ...changes.map((change) => changeItem(change, this.around)),
    ];
    return this.#failure(step, `expected nothing else to happen, found ${found.join(' and ')}`, {
      candidates: unexpected(items, sight),
    });
  }

  async #state(step: ExpectStep, { no, subject, values }: Expectation<'state'>): Promise<TestFailure | undefined> {
    return this.#decide(step, { items: this.#objects(subject), values, no, what: subjectText(subject) }).failure;
  }

  #objects(subject: TestSubject): readonly Item[] {
    const { view, systems } = this.around.sight;
    if (subject.side === 'mv')
      return view.mvs.filter(({ type }) => type === subject.type).map((mv) => mvItem(mv, this.around));
    const { connector, type, account, anchor } = subject;
    const wanted = anchor === undefined ? undefined : systems.anchorOf({ connector, anchor });
    return view.objects
      .filter((object) => object.connector === connector && object.type === type)
      .filter((object) => isAccount(object.link?.account ?? null, account, wanted))
      .filter((object) => wanted === undefined || object.anchor === wanted)
      .map((object) => objectItem(object, this.around));
  }

  async #change(
    step: ExpectStep,
    { no, change: kind, subject, values }: Expectation<'change'>,
  ): Promise<TestFailure | undefined> {
    const { connector, type, account, anchor } = subject;
    const { sight } = this.around;
    const wanted = anchor === undefined || kind === 'add' ? undefined : sight.systems.anchorOf({ connector, anchor });
    const ofType = this.cycle.changes.filter(
      ({ operation: { slot } }) =>
        slot.connector === connector && slot.type === type && isAccount(slot.account, account, wanted),
    );
    const changes = ofType.filter(
      (change) => change.kind === kind && (wanted === undefined || change.object?.anchor === wanted),
    );
    const byItem = new Map(changes.map((change) => [changeItem(change, this.around), change]));
    const others = ofType
      .filter((change) => !changes.includes(change))
      .map((change) => changeItem(change, this.around));
    const what = `${kind} of ${subjectText(subject)}`;
    const { failure, matching } = this.#decide(step, { items: [...byItem.keys()], values, no, what, others });
    const [item] = matching;
    const found = item && byItem.get(item);
    if (no || found === undefined || matching.length > 1) return failure;
    this.#expected.add(found);
    const object = objectOfChange(found, sight);
    if (kind === 'add' && anchor !== undefined && object?.anchor !== undefined)
      sight.systems.bind({ connector, anchor }, object.anchor);
    return failure;
  }

  async #error(step: ExpectStep, { subject, values, message }: Expectation<'error'>): Promise<TestFailure | undefined> {
    const records = this.cycle.after.errors.filter((record) => this.#isAbout(record, subject));
    const byItem = new Map(
      records.flatMap((record) => {
        const item = errorItem(record, this.around);
        return item === undefined ? [] : [[item, record] as const];
      }),
    );
    const told = [...byItem.keys()].filter(
      (item) => message === undefined || errorText(byItem.get(item)).includes(message),
    );
    const compared = told.map((item) => compare(item, values, this.around.sight));
    const matching = compared.filter(matches).map(({ item }) => item);
    const units = new Set(matching.map((item) => JSON.stringify(byItem.get(item)?.unit)));
    for (const item of matching) {
      const record = byItem.get(item);
      if (record !== undefined) this.#expected.add(record);
    }
    if (units.size === 1) return undefined;
    const words = message === undefined ? '' : ` whose message holds ${JSON.stringify(message)}`;
    const found = units.size === 0 ? (byItem.size === 0 ? 'none' : 'none that is so') : `${units.size}`;
    const shown = units.size > 1 ? matching : [...byItem.keys()];
    return this.#failure(step, `expected one error of ${subjectText(subject)}${words}, found ${found}`, {
      candidates: unexpected(shown, this.around.sight),
    });
  }

  #isAbout({ unit, error }: ErrorRecord, subject: TestSubject): boolean {
    const { view, systems } = this.around.sight;
    const object = 'object' in unit ? view.object(unit.object) : undefined;
    const mv = 'mv' in unit ? view.mv(unit.mv) : undefined;
    if (subject.side === 'mv') return mv?.type === subject.type;
    const { connector, type, account, anchor } = subject;
    const name = `${connector}.${type}`;
    const { slot } = error;
    const isOfType =
      slot === undefined ? object && typeOfObject(object) === name : `${slot.connector}.${slot.type}` === name;
    if (isOfType !== true) return false;
    const itsAccount = slot === undefined ? object?.link?.account : slot.account;
    if (account !== undefined && itsAccount !== account) return false;
    if (anchor === undefined) return true;
    const wanted = systems.anchorOf({ connector, anchor });
    return [object, ...view.linkedTo(mv?.id)].some((each) => each?.connector === connector && each.anchor === wanted);
  }

  #decide(
    step: ExpectStep,
    question: {
      readonly items: readonly Item[];
      readonly values: TestValues;
      readonly no: boolean;
      readonly what: string;
      /** What else happened to objects of the type. */
      readonly others?: readonly Item[];
    },
  ): { readonly failure: Promise<TestFailure | undefined>; readonly matching: readonly Item[] } {
    const { items, values, no, what, others = [] } = question;
    const { sight } = this.around;
    const compared = items.map((item) => compare(item, values, sight));
    const matching = compared.filter(matches).map(({ item }) => item);
    if (no ? matching.length === 0 : matching.length === 1) return { failure: Promise.resolve(undefined), matching };
    const expected = `expected ${no ? 'no' : 'one'} ${what}${values.size === 0 ? '' : ' with these values'}`;
    const failWith = async (): Promise<TestFailure> => {
      if (matching.length > 0)
        return this.#failure(step, `${expected}, found ${matching.length}`, {
          candidates: unexpected(matching, sight),
        });
      const found =
        items.length === 0
          ? 'found none'
          : items.length === 1
            ? 'found one that differs'
            : `found ${items.length} that differ`;
      const candidates = await nearest(compared, values, sight);
      return this.#failure(step, `${expected}, ${found}`, {
        candidates: items.length === 0 ? unexpected(others, sight) : candidates,
        notes: this.#errorNotes(),
      });
    };
    return { failure: failWith(), matching };
  }

  /** What failed in the cycle is often why something is missing. */
  #errorNotes(): readonly Note[] {
    return this.cycle.after.errors
      .filter((record) => !this.#expected.has(record))
      .slice(0, 3)
      .map(({ error }) => ({
        text: `there is an error: ${error.message}`,
        place: error.rule === undefined ? undefined : this.around.places.flow(error.rule, error.attribute ?? '').place,
      }));
  }

  #failure(
    step: ExpectStep,
    message: string,
    { candidates, notes = [] }: { readonly candidates: TestFailure['candidates']; readonly notes?: readonly Note[] },
  ): TestFailure {
    return { location: this.locate(step), message, candidates, notes };
  }
}

/** Without `as` the unnamed account is meant, as in rules; unless an anchor says which object is. */
const isAccount = (found: string | null, named: string | undefined, anchor: string | undefined): boolean =>
  named === undefined ? anchor !== undefined || found === null : found === named;

/** Of two errors that are the same in every way but when they were seen. */
export const errorKey = ({ unit, error }: ErrorRecord): string =>
  JSON.stringify([unit, error.kind, error.slot, error.attribute, error.message]);

const errorText = (record: ErrorRecord | undefined): string => record?.error.message ?? '';

const subjectText = (subject: TestSubject): string => {
  if (subject.side === 'mv') return `\`${subject.type}\``;
  const { connector, type, account, anchor } = subject;
  const whose = account === undefined ? '' : ` as ${account}`;
  return `\`${connector}.${type}${whose}${anchor === undefined ? '' : ` ${JSON.stringify(anchor)}`}\``;
};

const counted = (count: number, word: string): string =>
  count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
