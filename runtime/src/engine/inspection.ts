// What explaining needs of the engine: its own parts, run over one object at a time and changing nothing.
export { LiveAttributes, liveAttributesOf } from './inbound/attributes.js';
export { mvKeyOf } from './inbound/crossing.js';
export { candidatesOf, type Decision, decideIn, isVisible } from './inbound/decide.js';
export { type FlowResult, type View, viewOf } from './inbound/view.js';
export type {
  InboundMachine,
  KeyMachine,
  MvAttributeMachine,
  OutboundFlow,
  OutboundMachine,
  TargetAttribute,
  TargetMachine,
} from './machine/machine.js';
export { blockOf } from './outbound/blocking.js';
export { operationOf, type Staged, unclaimedOperation } from './outbound/difference.js';
export { type Draft, evaluateFlow, type Wanted } from './outbound/draft.js';
export {
  filling,
  type Intent,
  intentOf,
  isWithheld,
  keyTexts,
  matchesOf,
  rulesThatApply,
  targetOf,
} from './outbound/intent.js';
export { draftsFor } from './outbound/names.js';
export { claimingOf, type Doubt, doubtAbout } from './outbound/unclaimed.js';
export { evaluateOne } from './phases/batches.js';
export { lastHolders } from './phases/life.js';
export { Session } from './session.js';
export { WorkingSet } from './space/working-set.js';
