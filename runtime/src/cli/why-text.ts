// The explanation of one attribute, in words and as JSON.
import type { Explanation, Input, Pending, Voice } from '../explain/index.js';
import { ruleName } from '../store/index.js';
import { addressOf } from './address.js';
import { instant } from './duration.js';
import { lineText } from './places.js';
import type { Style } from './style.js';
import { contentJson, contentText, keyText } from './values.js';
import type { Workspace } from './workspace.js';

export interface Subject {
  readonly address: string;
  readonly attribute: string;
}

export const explanationLines = (
  workspace: Workspace,
  { address, attribute }: Subject,
  explanation: Explanation,
  style: Style,
): readonly string[] => {
  const { scalar, value, cleared, since, mark, next, voices, derived, pending } = explanation;
  const shown = valueOrNone(value, cleared, scalar);
  const head = [address, style.cyan(attribute)].filter(Boolean).join(' ');
  return [
    `${head}: ${value === undefined ? style.dim(shown) : style.bold(shown)}${since === undefined ? '' : style.dim(`  since ${instant(since)}`)}`,
    ...(next
      ? [style.yellow(`  the next synchronisation makes it ${valueOrNone(next.value, next.cleared, scalar)}`)]
      : []),
    ...(mark ? [style.yellow(`  ${MARKS[mark]}`)] : []),
    ...(pending ? pendingLines(workspace, pending, scalar, style) : []),
    ...(derived ? derivedLines(workspace, derived) : []),
    ...voices.map((voice) => `  ${voiceLine(workspace, voice, scalar, style)}`),
    ...(voices.length === 0 && !derived ? [style.dim('  No rule writes it for this object.')] : []),
  ];
};

const valueOrNone = (value: Explanation['value'], cleared: boolean, scalar: string): string =>
  value === undefined ? (cleared ? '(cleared)' : '(no value)') : contentText(value, scalar);

const MARKS = {
  recorded: 'kept from before: a flow that could give another value fails now',
  tied: 'kept from before: two objects of the same rank disagree',
} as const;

const pendingLines = (workspace: Workspace, pending: Pending, scalar: string, style: Style): readonly string[] => {
  switch (pending.kind) {
    case 'change': {
      const { change } = pending;
      if ('set' in change)
        return [style.yellow(`  staged: becomes ${valueOrNone(change.set, change.set === undefined, scalar)}`)];
      const part = (sign: string, contents: readonly Explanation['value'][]) =>
        contents.map((content) => `${sign}${contentText(content, scalar)}`);
      return [style.yellow(`  staged: ${[...part('+', change.added), ...part('−', change.removed)].join(' ')}`)];
    }
    case 'rename':
      return [style.yellow(`  staged: is renamed to ${pending.name}`)];
    case 'delete':
      return [style.yellow('  staged: the object is deleted')];
    case 'sent':
      return [style.dim('  sent; no import has shown it yet')];
    case 'blocked': {
      const { kind, message } = pending.error;
      return [style.yellow(`  not exported: ${kind}: ${message}`)];
    }
    case 'left':
      return workspace.space.plan.rules.length === 0 ? [] : [style.dim('  nothing is staged for it')];
  }
};

const derivedLines = (workspace: Workspace, derived: NonNullable<Explanation['derived']>): readonly string[] => [
  `  derived at ${lineText(workspace.space.plan, derived.place)}${inputsText(derived.inputs, scalarIn(workspace, derived.type))}: ${derived.text}`,
  ...(derived.message === undefined ? [] : [`  which fails: ${derived.message}`]),
];

const voiceLine = (workspace: Workspace, voice: Voice, scalar: string, style: Style): string => {
  const { plan } = workspace.space;
  const counts = COUNTING.has(voice.verdict);
  const rule = `${ruleName(voice.rule)} ${style.dim(lineText(plan, voice.place))}`;
  const object = voice.object ? ` on ${addressOf({ kind: 'object', object: voice.object })}` : '';
  return `${counts ? style.green('✓') : style.dim('·')} ${rule}${object}: ${verdictText(voice, scalar)}${scopeText(plan, voice)}${inputsText(voice.inputs, scalarIn(workspace, ...typesOf(voice)))}`;
};

const COUNTING: ReadonlySet<Voice['verdict']> = new Set(['won', 'kept', 'recorded']);

const scopeText = (plan: Workspace['space']['plan'], { verdict, scopePlace, condition }: Voice): string => {
  if (verdict !== 'out-of-scope') return '';
  const place = scopePlace === undefined ? '' : ` (${lineText(plan, scopePlace)})`;
  return `${place}${condition ? `: not ${condition}` : ''}`;
};

const verdictText = ({ verdict, value, message, rule, lost }: Voice, scalar: string): string => {
  const given = value === undefined ? 'nothing, on purpose' : contentText(value, scalar);
  const reason = message === undefined ? '' : `: ${message}`;
  switch (verdict) {
    case 'won':
      return `gave ${given}`;
    case 'outranked':
      return lost === undefined
        ? `would give ${given}, but another rule ranks before it`
        : `gave ${given} through ${keyText(lost)}, which is lost; another rule ranks before it`;
    case 'absent':
      return `has no value to give${reason}`;
    case 'keep':
      return 'leaves it as it is';
    case 'failed':
      return `fails${reason}`;
    case 'recorded':
      return `fails, and what it gave before counts${reason}`;
    case 'out-of-scope':
      return 'is out of scope';
    case 'once':
      return 'speaks only once, when the object is made';
    case 'kept':
      return `gave ${given} through ${keyText(lost ?? '')}, which is lost; it is kept while no source holds the object`;
    case 'tied':
      return `gives ${given}, and another object of the same rank something else`;
    case 'no-object':
      return `no object of ${typesOf({ rule })[0]} is joined`;
  }
};

/** The types that a rule reads: its source as it is, its target as `cs.`. */
const typesOf = ({ rule }: Pick<Voice, 'rule'>): readonly [string, string] => {
  const [, source = '', target = ''] = rule.split('|');
  return [source, target];
};

type ScalarOf = (input: string) => string;

/** The scalar types of what is read, by which a day is shown as a day. */
export const scalarIn = ({ space: { plan, types } }: Workspace, source: string, target = ''): ScalarOf => {
  const within = (type: string, name: string): string | undefined =>
    types.get(type)?.attributes.get(name)?.type.scalar ??
    plan.metaverse.find((mv) => mv.name === type)?.attributes.find((one) => one.name === name)?.type.scalar;
  return (input) => {
    const [, side, name = ''] = /^(cs|mv|param)\.(.*)$/s.exec(input) ?? [];
    if (side === 'param') return plan.params.find((param) => param.name === name)?.type.scalar ?? 'string';
    return (side === undefined ? within(source, input) : within(target, name)) ?? 'string';
  };
};

/** `, read title "CFO", sn absent`. */
export const inputsText = (inputs: readonly Input[], scalarOf: ScalarOf): string => {
  if (inputs.length === 0) return '';
  const shown = inputs.map(
    ({ attribute, value }) =>
      `${attribute} ${value === undefined ? 'absent' : JSON.stringify(contentText(value, scalarOf(attribute)))}`,
  );
  return `, read ${shown.join(', ')}`;
};

export const explanationJson = (workspace: Workspace, explanation: Explanation) => {
  const { plan } = workspace.space;
  const { scalar, value, cleared, mark, since, next, voices, derived, pending } = explanation;
  return {
    value: contentJson(value, scalar),
    cleared,
    mark,
    since: since === undefined ? undefined : instant(since),
    next: next && { value: contentJson(next.value, scalar), cleared: next.cleared },
    pending: pending && pendingJson(pending, scalar),
    derived: derived && {
      place: lineText(plan, derived.place),
      expression: derived.text,
      message: derived.message,
      inputs: inputsJson(derived.inputs, scalarIn(workspace, derived.type)),
    },
    voices: voices.map((voice) => ({
      rule: ruleName(voice.rule),
      place: lineText(plan, voice.place),
      object: voice.object && addressOf({ kind: 'object', object: voice.object }),
      lost: voice.lost && keyText(voice.lost),
      verdict: voice.verdict,
      value: contentJson(voice.value, scalar),
      message: voice.message,
      condition: voice.condition,
      inputs: inputsJson(voice.inputs, scalarIn(workspace, ...typesOf(voice))),
    })),
  };
};

const pendingJson = (pending: Pending, scalar: string) => {
  if (pending.kind === 'blocked')
    return { kind: pending.kind, error: pending.error.kind, message: pending.error.message };
  if (pending.kind !== 'change') return pending;
  const { change } = pending;
  if ('set' in change) return { kind: 'change', set: contentJson(change.set, scalar) };
  const list = (contents: readonly Explanation['value'][]) => contents.map((content) => contentJson(content, scalar));
  return { kind: 'change', added: list(change.added), removed: list(change.removed) };
};

export const inputsJson = (inputs: readonly Input[], scalarOf: ScalarOf) =>
  Object.fromEntries(inputs.map(({ attribute, value }) => [attribute, contentJson(value, scalarOf(attribute))]));
