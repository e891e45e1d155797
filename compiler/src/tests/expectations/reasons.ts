// Why an attribute is not what a test expected: what each rule that could have given it has to say, as `why` tells it.
import type { Machine } from '@syncrule/runtime/engine';
import { type Explanation, explainConnector, explainMetaverse, type Voice } from '@syncrule/runtime/explain';
import type { CsObject, MvObject, Store } from '@syncrule/runtime/store';
import { ruleName } from '@syncrule/runtime/store';
import { valuesOf } from '@syncrule/runtime/values';
import type { Note } from '../result.js';
import type { PlanPlaces } from './places.js';

export interface Moment {
  readonly store: Store;
  readonly machine: Machine;
  readonly places: PlanPlaces;
  readonly now: number;
}

export const reasonsOfMv = async (moment: Moment, mv: MvObject, attribute: string): Promise<readonly Note[]> => {
  const { store, machine, places, now } = moment;
  return notesOf(await explainMetaverse(store, machine, mv, attribute, now), places);
};

export const reasonsOfObject = async (
  moment: Moment,
  object: CsObject,
  attribute: string,
): Promise<readonly Note[]> => {
  const { store, machine, places, now } = moment;
  return notesOf(await explainConnector(store, machine, object, attribute, now), places);
};

const notesOf = (explanation: Explanation | undefined, places: PlanPlaces): readonly Note[] => [
  ...(explanation?.voices ?? []).flatMap((voice) => noteOf(voice, places)),
  ...(explanation?.derived === undefined
    ? []
    : [{ text: `derived${inputsOf(explanation.derived)}`, place: places.of(explanation.derived.place) }]),
];

const noteOf = (voice: Voice, places: PlanPlaces): readonly Note[] => {
  const said = saidOf(voice);
  const isScope = voice.verdict === 'out-of-scope' && voice.scopePlace !== undefined;
  const place = places.of(isScope && voice.scopePlace !== undefined ? voice.scopePlace : voice.place);
  return [{ text: `rule ${ruleName(voice.rule)} ${said}${isScope ? '' : inputsOf(voice)}`, place }];
};

const saidOf = ({ verdict, message, condition }: Voice): string => {
  switch (verdict) {
    case 'won':
      return 'gives it';
    case 'outranked':
      return 'gives a value, and ranks after the one that won';
    case 'absent':
      return 'gives nothing';
    case 'keep':
      return 'keeps what is there';
    case 'failed':
      return `fails: ${message ?? ''}`;
    case 'out-of-scope':
      return `does not apply: its scope does not hold${condition === undefined ? '' : `, since not ${condition}`}`;
    case 'recorded':
      return `fails, and what it gave before counts: ${message ?? ''}`;
    case 'kept':
      return 'gave it through an object that is lost since';
    case 'tied':
      return 'gives a value, and another of the same rank another one';
    case 'no-object':
      return 'speaks for no object that is joined';
    case 'once':
      return 'gave it once, and does so no more';
  }
};

const inputsOf = ({ inputs }: Pick<Voice, 'inputs'>): string => {
  if (inputs.length === 0) return '';
  const texts = inputs.map(({ attribute, value }) => {
    const values = valuesOf(value).map((each) => (typeof each === 'string' ? JSON.stringify(each) : String(each)));
    return `${attribute} ${values.length === 0 ? 'absent' : values.join(', ')}`;
  });
  return `, reading ${texts.join('; ')}`;
};
