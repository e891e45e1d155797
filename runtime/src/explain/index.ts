// Why things are as they are: the engine's own evaluation, heard.
export { explainConnector } from './connector.js';
export { type Examination, type Explanations, examine, examineFully, type FullExamination } from './examine.js';
export type { JoinClause } from './joins.js';
export { explainMetaverse } from './metaverse.js';
export type { Derivation, Explanation, Pending, Refusal, Voice, VoiceVerdict } from './model.js';
export type { FlowReport, Newborn, ObjectReport, RuleReport } from './object.js';
export type { MetaverseReport, SlotReport } from './person.js';
export type { Input } from './reads.js';
export { exprText } from './text.js';
export type { UnclaimedReport } from './unclaimed.js';
