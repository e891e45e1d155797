// Why an object is joined, projected, provisioned, exported, or not: in words and as JSON.
import type {
  Examination,
  JoinClause,
  MetaverseReport,
  ObjectReport,
  RuleReport,
  SlotReport,
} from '../explain/index.js';
import { slotText } from '../runs/index.js';
import { type CsObject, type Link, type MvObject, ruleName } from '../store/index.js';
import { addressOf } from './address.js';
import { instant } from './duration.js';
import { lineText } from './places.js';
import type { Style } from './style.js';
import { keyText } from './values.js';
import { inputsJson, inputsText, scalarIn } from './why-text.js';
import { unclaimedJson, unclaimedLine } from './why-unclaimed.js';
import type { Workspace } from './workspace.js';

export const examinationLines = (
  workspace: Workspace,
  { object, metaverse }: Examination,
  style: Style,
): readonly string[] => [
  ...(object ? objectLines(workspace, object, style) : []),
  ...(metaverse ? metaverseLines(workspace, metaverse, style) : []),
];

// ---- connector objects

const objectLines = (workspace: Workspace, report: ObjectReport, style: Style): readonly string[] => {
  const { object, decision } = report;
  const address = style.bold(addressOf({ kind: 'object', object }));
  if (decision === 'linked') return [`${address} ${linkText(object)}`];
  return [`${address} ${stateText(report)}`, ...stepLines(workspace, report)];
};

const linkText = ({ link, existence }: CsObject): string => {
  if (link === undefined) return 'is not joined.';
  const by = {
    projected: 'projected it',
    joined: 'was joined',
    provisioned: 'was created for it',
    operator: 'was joined by an operator',
  }[link.origin];
  return [
    `${by} ${instant(link.since)}.`,
    managedText(link),
    existence === 'creating'
      ? 'No import has shown it yet.'
      : existence === 'gone'
        ? 'The last import says that it is gone.'
        : '',
  ]
    .filter(Boolean)
    .join(' ');
};

const managedText = ({ managed, ending, done }: Link): string => {
  if (done !== undefined) return `It is no longer managed (${done}).`;
  if (managed === undefined) return 'No rule that provisions manages it: it is never deleted.';
  const rule = ruleName(managed.rule);
  if (ending === undefined) return `It is managed by ${rule} (then ${managed.action}).`;
  return `No rule provisions it since ${instant(ending)}: ${managed.action} ${managed.after === 0 ? 'follows' : `is due ${instant(ending + managed.after)}`} (${rule}).`;
};

const stateText = ({ decision, projection, object }: ObjectReport): string => {
  switch (decision) {
    case 'set-aside':
      return 'was set aside by an operator: it is never joined.';
    case 'gone':
      return 'is gone: the next synchronisation draws the conclusions.';
    case 'unconfirmed':
      return object.existence === 'creating' ? 'was sent, and no import has shown it yet.' : 'is not confirmed.';
    case 'ambiguous':
      return 'is joined to none and not projected: a join is ambiguous.';
    case 'failed':
      return 'is not projected: a flow fails.';
    case 'no-join-key':
      return 'is not projected: no join has all the values that it needs.';
    case 'join':
      return 'is joined by the next synchronisation.';
    case 'project':
      return 'is projected by the next synchronisation.';
    default:
      return projection === undefined
        ? 'is not joined, and no rule in scope projects it.'
        : 'is not joined and not projected.';
  }
};

const stepLines = (
  workspace: Workspace,
  { rules, clauses, projection, flows, newborn, object, unclaimed }: ObjectReport,
): readonly string[] => {
  const { plan } = workspace.space;
  const type = `${object.connector}.${object.type}`;
  const failing = flows.filter(({ gives }) => gives === 'failure');
  return [
    ...ruleLines(workspace, rules, type),
    ...clauses.map((clause) => clauseLine(workspace, clause, type, candidateMv)),
    ...(projection?.refusal
      ? [
          `  ${ruleName(projection.rule)} does not project it (${lineText(plan, projection.place)}): not ${projection.refusal.condition}${inputsText(projection.refusal.inputs, scalarIn(workspace, type))}`,
        ]
      : []),
    ...failing.map(
      ({ attribute, rule, place, message }) =>
        `  ${attribute} fails in ${ruleName(rule)} ${lineText(plan, place)}: ${message ?? ''}`,
    ),
    ...(unclaimed === undefined ? [] : [unclaimedLine(workspace, unclaimed, type)]),
    ...(newborn?.provisions ?? []).map(
      ({ slot, rule, place }) => `  then ${ruleName(rule)} ${lineText(plan, place)} provisions it in ${slotText(slot)}`,
    ),
  ];
};

const ruleLines = (workspace: Workspace, rules: readonly RuleReport[], type: string): readonly string[] =>
  rules.length === 0 ? [`  No rule reads ${type}.`] : rules.map((rule) => `  ${ruleLine(workspace, rule, type)}`);

const ruleLine = (workspace: Workspace, { rule, place, does, refusal }: RuleReport, type: string): string => {
  const { plan } = workspace.space;
  const name = `${ruleName(rule)} ${lineText(plan, place)}${does.length === 0 ? '' : ` (${does.join(', ')})`}`;
  if (refusal === undefined) return `${name}: in scope`;
  const why = refusal.condition === '' ? '' : `, not ${refusal.condition}`;
  return `${name}: out of scope (${lineText(plan, refusal.place)})${why}${inputsText(refusal.inputs, scalarIn(workspace, type))}`;
};

const MOST_CANDIDATES = 5;

const clauseLine = <T>(
  workspace: Workspace,
  { number, place, text, inputs, looked, candidates }: JoinClause<T>,
  type: string,
  nameOf: (candidate: T) => string,
): string => {
  const names = candidates.slice(0, MOST_CANDIDATES).map(nameOf).join(', ');
  const more = candidates.length > MOST_CANDIDATES ? ', …' : '';
  const found = candidates.length === 0 ? 'finds nobody' : `finds ${candidates.length}: ${names}${more}`;
  return `  join ${number} ${lineText(workspace.space.plan, place)} ${text}: ${looked ? found : 'looks for nobody, since a value is missing'}${inputsText(inputs, scalarIn(workspace, type))}`;
};

const candidateMv = (mv: MvObject): string => keyText(mv.key);
const candidateObject = (object: CsObject): string => addressOf({ kind: 'object', object });

// ---- metaverse objects

const metaverseLines = (workspace: Workspace, report: MetaverseReport, style: Style): readonly string[] => {
  const { mv, holders, lastHolders, ties, slots } = report;
  const held =
    holders.length > 0
      ? `held by ${holders.map(keyText).join(', ')}`
      : `no source holds it${mv.goneSince === undefined ? '' : ` since ${instant(mv.goneSince)}; ${lastHolders.length > 0 ? `${lastHolders.map(keyText).join(', ')} held it last` : 'it ends with its accounts'}`}`;
  return [
    `${style.bold(`${mv.type} ${keyText(mv.key)}`)}: ${held}`,
    ...(ties.length === 0
      ? []
      : [style.yellow(`  Two objects of the same rank disagree about ${ties.join(', ')}: nothing is staged for it.`)]),
    ...(mv.notSettled
      ? [style.yellow('  What it is joined to changed in every round: nothing is staged for it.')]
      : []),
    ...slots.flatMap((slot) => slotLines(workspace, mv, slot, style)),
  ];
};

const slotLines = (workspace: Workspace, mv: MvObject, slot: SlotReport, style: Style): readonly string[] => {
  const detail = slot.intent === 'filled' && !isEnding(slot) ? [] : slot.rules;
  return [
    `  ${style.cyan(slotText(slot.slot))}: ${intentText(slot)}`,
    ...slot.errors.map(({ kind, message, attribute }) =>
      style.yellow(`    ${kind}${attribute === undefined ? '' : ` ${attribute}`}: ${message}`),
    ),
    ...detail.map((rule) => `    ${ruleLine(workspace, rule, mv.type)}`),
    ...slot.clauses.map((clause) => `  ${clauseLine(workspace, clause, mv.type, candidateObject)}`),
  ];
};

const isEnding = ({ objects, expected }: SlotReport): boolean =>
  expected === 'delete' || objects.some(({ link }) => link?.ending !== undefined || link?.done !== undefined);

const intentText = ({ intent, objects, operation, expected, blocked, rules }: SlotReport): string => {
  const names = objects.map(candidateObject).join(', ');
  switch (intent) {
    case 'held':
      return 'withheld: nothing is done while it is in doubt';
    case 'filled':
      return `${names} ${objects.length > 1 ? 'are both joined' : filledText(objects[0], operation)}`;
    case 'take':
      return `${names} would be joined, and is not`;
    case 'ambiguous':
      return `a join finds several: ${names}; none is joined and none is created`;
    case 'provision':
      return expected === 'add' && !blocked
        ? `is to be created${operation === undefined ? '' : ', staged'}`
        : 'is not created';
    case 'nothing':
      return rules.some(({ refusal, does }) => refusal === undefined && does.includes('provision'))
        ? 'nothing is created yet: `when` does not hold'
        : 'no account: no rule in scope provisions it';
  }
};

const filledText = (object: CsObject | undefined, operation: SlotReport['operation']): string => {
  if (object?.written?.sentDelete !== undefined) return 'was deleted, and no import has confirmed it yet';
  if (object?.written?.delivery !== undefined) return 'is under way: it is not known what became of the last request';
  const ending = object?.link?.ending;
  const since = ending === undefined ? '' : `, since no rule provisions it (${instant(ending)})`;
  if (operation?.kind === 'delete') return `is to be deleted, staged${since}`;
  if (operation === undefined) return `is as it should be${object?.link ? managedNote(object.link) : ''}`;
  const what = [
    ...(operation.name === undefined ? [] : ['its name']),
    ...operation.changes.map(({ attribute }) => attribute),
  ];
  return `is to be changed, staged: ${what.join(', ')}`;
};

const managedNote = (link: Link): string =>
  link.ending !== undefined || link.done !== undefined ? `. ${managedText(link)}` : '';

// ---- guards

/** Where an export of what is staged was stopped last, and why. */
export const guardsInTheWay = async (
  { space: { store } }: Workspace,
  { metaverse }: Examination,
): Promise<readonly string[]> => {
  const connectors = new Set(metaverse?.slots.flatMap(({ operation, slot }) => (operation ? [slot.connector] : [])));
  if (connectors.size === 0) return [];
  const runs = (await store.runs({ limit: 20 })).map(({ id }) => id);
  const steps = (await Promise.all(runs.map((of) => store.runs({ of })))).flat();
  return [...connectors].flatMap((connector) => {
    const last = steps.find((step) => step.step === 'export' && step.connector === connector);
    return last?.status === 'stopped-by-guard'
      ? [`The last export to ${connector} was stopped: ${last.message ?? ''}`]
      : [];
  });
};

// ---- JSON

export const examinationJson = (workspace: Workspace, { object, metaverse }: Examination) => ({
  object: object && objectJson(workspace, object),
  metaverse: metaverse && metaverseJson(workspace, metaverse),
});

const ruleJson =
  (workspace: Workspace, type: string) =>
  ({ rule, place, does, refusal }: RuleReport) => ({
    rule: ruleName(rule),
    place: lineText(workspace.space.plan, place),
    does,
    inScope: refusal === undefined,
    failed: refusal && {
      condition: refusal.condition,
      place: lineText(workspace.space.plan, refusal.place),
      inputs: inputsJson(refusal.inputs, scalarIn(workspace, type)),
    },
  });

const clauseJson =
  <T>(workspace: Workspace, type: string, nameOf: (candidate: T) => string) =>
  (clause: JoinClause<T>) => ({
    number: clause.number,
    place: lineText(workspace.space.plan, clause.place),
    clause: clause.text,
    inputs: inputsJson(clause.inputs, scalarIn(workspace, type)),
    looked: clause.looked,
    candidates: clause.candidates.map(nameOf),
  });

const objectJson = (
  workspace: Workspace,
  { object, rules, clauses, decision, projection, flows, newborn, unclaimed }: ObjectReport,
) => {
  const type = `${object.connector}.${object.type}`;
  const { plan } = workspace.space;
  return {
    address: addressOf({ kind: 'object', object }),
    existence: object.existence,
    decision,
    link: object.link && {
      origin: object.link.origin,
      since: instant(object.link.since),
      managed: object.link.managed?.rule,
      ending: object.link.ending,
      done: object.link.done,
    },
    rules: rules.map(ruleJson(workspace, type)),
    joins: clauses.map(clauseJson(workspace, type, candidateMv)),
    projection: projection && {
      rule: ruleName(projection.rule),
      place: lineText(plan, projection.place),
      failed: projection.refusal?.condition,
    },
    flows: flows.map(({ rule, place, attribute, gives, message }) => ({
      rule: ruleName(rule),
      place: lineText(plan, place),
      attribute,
      gives,
      message,
    })),
    unclaimed: unclaimed && unclaimedJson(workspace, unclaimed, type),
    newborn: newborn && {
      type: newborn.type,
      provisions: newborn.provisions.map(({ slot, rule }) => ({ slot: slotText(slot), rule: ruleName(rule) })),
    },
  };
};

const metaverseJson = (workspace: Workspace, { mv, holders, lastHolders, ties, withheld, slots }: MetaverseReport) => ({
  key: keyText(mv.key),
  type: mv.type,
  holders: holders.map(keyText),
  goneSince: mv.goneSince === undefined ? undefined : instant(mv.goneSince),
  lastHolders: lastHolders.map(keyText),
  ties,
  withheld,
  slots: slots.map((slot) => ({
    slot: slotText(slot.slot),
    intent: slot.intent,
    objects: slot.objects.map(candidateObject),
    expected: slot.expected,
    staged: slot.operation && {
      kind: slot.operation.kind,
      name: slot.operation.name,
      attributes: slot.operation.changes.map(({ attribute }) => attribute),
    },
    errors: slot.errors.map(({ kind, message, attribute }) => ({ kind, message, attribute })),
    rules: slot.rules.map(ruleJson(workspace, mv.type)),
    joins: slot.clauses.map(clauseJson(workspace, mv.type, candidateObject)),
  })),
});
