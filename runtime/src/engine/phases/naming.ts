// Names are given (engine specification 5.4, 5.6 S3): attributes that rest on them level by level, then the flows of slots,
// each in the order of the metaverse objects' keys, whatever the batches.
import type { MvId } from '../../values/index.js';
import { LiveAttributes } from '../inbound/attributes.js';
import type { MvAttributeMachine, MvTypeMachine } from '../machine/machine.js';
import { serveName } from '../names/serve.js';
import { redraft } from '../outbound/names.js';
import type { Session } from '../session.js';
import { betweenBatches } from './batches.js';
import { referrersUpTo } from './examine.js';
import type { Findings } from './findings.js';
import { outcomeErrors, sameMvValue, withoutTrailing } from './outcome.js';
import { type Step, Turns } from './turns.js';

/** Gives names to everything touched, and to what reads them. */
export const giveNames = async (session: Session, findings: Findings): Promise<void> => {
  if (session.machine.namespaces.size === 0) return;
  session.names.begin((mv, request) => serveName(session, mv, request));
  const turns = new Turns(session);
  for (const [at, step] of stepsOf(session, findings).entries()) await turns.take(step, at);
  await betweenBatches(session);
};

const stepsOf = (session: Session, findings: Findings): readonly Step[] => [
  ...session.machine.nameLevels.map(
    (level): Step => ({
      isConcerned: (type) => type.inOrder.some(({ nameLevel }) => nameLevel === level),
      give: (id) => giveAttributes(session, id, { level, findings }),
    }),
  ),
  {
    isConcerned: (type) => type.asksForNames,
    give: (id) => {
      const mv = session.space.mv(id);
      if (mv !== undefined) redraft(session, mv);
      return [];
    },
  },
];

interface Giving {
  readonly level: number;
  readonly findings: Findings;
}

/** The attributes of one level of one metaverse object are worked out and stored. Who reads them. */
const giveAttributes = (session: Session, id: MvId, { level, findings }: Giving): readonly MvId[] => {
  const asking = session.space.mv(id);
  if (asking === undefined) return [];
  const live = new LiveAttributes(session, asking);
  const given = live.type.inOrder
    .filter(({ nameLevel }) => nameLevel === level)
    .map((attribute) => ({ attribute, outcome: live.outcome(attribute.slot) }));
  const mv = session.space.mv(id) ?? asking;
  const stored = [...mv.stored];
  for (const { attribute, outcome } of given) stored[attribute.slot] = outcome.value;
  const changed = given.filter(({ attribute: { slot } }) => !sameMvValue(stored[slot], mv.stored[slot]));
  const readers = changed.some(({ attribute }) => isReadThrough(live.type, attribute))
    ? referrersUpTo(session, [id], session.machine.depth.mv)
    : [];
  if (changed.length > 0) {
    session.space.putMv(mv, { ...mv, stored: withoutTrailing(Array.from(stored)) });
    findings.flowed(id);
  }
  if (!session.everything)
    for (const reader of readers) {
      session.space.lists?.everything(reader);
      session.touched.add(reader);
    }
  const failing = given.flatMap(({ attribute, outcome }) => (outcome.failure === undefined ? [] : [attribute.name]));
  const names = new Set(given.map(({ attribute }) => attribute.name));
  const failures = [...(session.failures.get(id) ?? []).filter((name) => !names.has(name)), ...failing];
  if (failures.length > 0) session.failures.set(id, failures);
  else session.failures.delete(id);
  findings.ofNames(
    id,
    names,
    given.flatMap(({ attribute, outcome }) => outcomeErrors(attribute.name, outcome)),
  );
  findings.trigger({ mv: id }, live.next);
  return changed.length > 0 ? [id, ...readers] : [];
};

const isReadThrough = (type: MvTypeMachine, { slot }: MvAttributeMachine): boolean => type.readThrough.includes(slot);
