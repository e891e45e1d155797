// `syncrule why OBJECT ATTRIBUTE`: the value, who gave it and from what, and why the others did not.
import { didYouMean } from '../connectors/index.js';
import { type Explanation, explainConnector, explainMetaverse, type Voice } from '../explain/index.js';
import { ruleName } from '../store/index.js';
import { addressOf, type Found, findObject } from './address.js';
import { instant } from './duration.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import { lineText } from './places.js';
import type { CommonOptions } from './run-commands.js';
import { type Style, styleFor } from './style.js';
import { UsageError } from './usage.js';
import { contentJson, contentText } from './values.js';
import { type Workspace, withWorkspace } from './workspace.js';

export const whyCommand = (io: Io, options: CommonOptions, text: string, attribute: string): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: false }, async (workspace) => {
    const found = await findObject(workspace.space, text);
    const explanation = await explain(workspace, found, attribute);
    if (!explanation) throw unknownAttribute(workspace, found, attribute);
    const subject = { address: addressOf(found), attribute };
    if (options.format === 'json') io.out(`${JSON.stringify(json(workspace, subject, explanation), undefined, 2)}\n`);
    else io.out(`${lines(workspace, subject, explanation, styleFor(io)).join('\n')}\n`);
    return EXIT.nothing;
  });

interface Subject {
  readonly address: string;
  readonly attribute: string;
}

const explain = ({ space, machine, io }: Workspace, found: Found, attribute: string) =>
  found.kind === 'mv'
    ? explainMetaverse(space.store, machine, found.mv, attribute, io.clock())
    : explainConnector(space.store, machine, found.object, attribute, io.clock());

const unknownAttribute = ({ space }: Workspace, found: Found, attribute: string): UsageError => {
  const type = found.kind === 'mv' ? found.mv.type : `${found.object.connector}.${found.object.type}`;
  const names =
    found.kind === 'mv'
      ? (space.plan.metaverse.find(({ name }) => name === type)?.attributes.map(({ name }) => name) ?? [])
      : [...(space.types.get(type)?.attributes.keys() ?? [])];
  return new UsageError(
    `${type} has no attribute ${JSON.stringify(attribute)}.${didYouMean(attribute, names)} It has: ${names.join(', ')}.`,
  );
};

const lines = (workspace: Workspace, subject: Subject, explanation: Explanation, style: Style): readonly string[] => {
  const { scalar, value, cleared, since, mark, derived, voices } = explanation;
  const shown =
    value === undefined ? style.dim(cleared ? '(cleared)' : '(no value)') : style.bold(contentText(value, scalar));
  return [
    `${subject.address} ${style.cyan(subject.attribute)}: ${shown}${since === undefined ? '' : style.dim(`  since ${instant(since)}`)}`,
    ...(mark ? [style.yellow(`  ${MARKS[mark]}`)] : []),
    ...(derived
      ? [
          `  derived at ${lineText(workspace.space.plan, derived.place)}${inputsText(derived.inputs, scalarIn(workspace, derived.type))}`,
        ]
      : []),
    ...voices.map((voice) => `  ${voiceLine(workspace, voice, scalar, style)}`),
    ...(voices.length === 0 && !derived ? [style.dim('  No rule writes it for this object.')] : []),
  ];
};

const MARKS = {
  recorded: 'kept from before: a flow that could give another value fails now',
  tied: 'kept from before: two objects of the same rank disagree',
} as const;

const voiceLine = (workspace: Workspace, voice: Voice, scalar: string, style: Style): string => {
  const { plan } = workspace.space;
  const won = voice.verdict === 'won';
  const rule = `${ruleName(voice.rule)} ${style.dim(lineText(plan, voice.place))}`;
  const object = voice.object ? ` on ${addressOf({ kind: 'object', object: voice.object })}` : '';
  return `${won ? style.green('✓') : style.dim('·')} ${rule}${object}: ${verdictText(voice, scalar)}${scopeText(plan, voice)}${inputsText(voice.inputs, scalarIn(workspace, ...typesOf(voice)))}`;
};

const scopeText = (plan: Workspace['space']['plan'], { verdict, scopePlace }: Voice): string =>
  verdict === 'out-of-scope' && scopePlace ? ` (${lineText(plan, scopePlace)})` : '';

const verdictText = ({ verdict, value, message }: Voice, scalar: string): string => {
  const given = value === undefined ? 'clear' : contentText(value, scalar);
  switch (verdict) {
    case 'won':
      return `gave ${given}`;
    case 'outranked':
      return `would give ${given}, but another rule ranks before it`;
    case 'absent':
      return 'has no value to give';
    case 'keep':
      return 'leaves it as it is';
    case 'failed':
      return `fails: ${message ?? ''}`;
    case 'out-of-scope':
      return 'is out of scope';
    case 'once':
      return 'speaks only once, when the object is made';
  }
};

/** The types that a rule reads: its source as it is, its target as `cs.`. */
const typesOf = ({ rule }: Voice): readonly [string, string] => {
  const [, source = '', target = ''] = rule.split('|');
  return [source, target];
};

type ScalarOf = (input: string) => string;

/** The scalar types of what is read, by which a day is shown as a day. */
const scalarIn = ({ space: { plan, types } }: Workspace, source: string, target = ''): ScalarOf => {
  const within = (type: string, name: string): string | undefined =>
    types.get(type)?.attributes.get(name)?.type.scalar ??
    plan.metaverse.find((mv) => mv.name === type)?.attributes.find((one) => one.name === name)?.type.scalar;
  return (input) => {
    const [, side, name = ''] = /^(cs|param)\.(.*)$/s.exec(input) ?? [];
    if (side === 'param') return plan.params.find((param) => param.name === name)?.type.scalar ?? 'string';
    return (side === 'cs' ? within(target, name) : within(source, input)) ?? 'string';
  };
};

const inputsText = (inputs: Voice['inputs'], scalarOf: ScalarOf): string => {
  if (inputs.length === 0) return '';
  const shown = inputs.map(
    ({ attribute, value }) =>
      `${attribute} ${value === undefined ? 'absent' : JSON.stringify(contentText(value, scalarOf(attribute)))}`,
  );
  return `, read ${shown.join(', ')}`;
};

const json = (workspace: Workspace, subject: Subject, explanation: Explanation) => {
  const { plan } = workspace.space;
  const { scalar, value, cleared, mark, since, voices, derived } = explanation;
  return {
    format: 'syncrule-why/1',
    ...subject,
    value: contentJson(value, scalar),
    cleared,
    mark,
    since: since === undefined ? undefined : instant(since),
    derived: derived && {
      place: lineText(plan, derived.place),
      inputs: inputsJson(derived.inputs, scalarIn(workspace, derived.type)),
    },
    voices: voices.map((voice) => ({
      rule: ruleName(voice.rule),
      place: lineText(plan, voice.place),
      object: voice.object && addressOf({ kind: 'object', object: voice.object }),
      verdict: voice.verdict,
      value: contentJson(voice.value, scalar),
      message: voice.message,
      inputs: inputsJson(voice.inputs, scalarIn(workspace, ...typesOf(voice))),
    })),
  };
};

const inputsJson = (inputs: Voice['inputs'], scalarOf: ScalarOf) =>
  Object.fromEntries(inputs.map(({ attribute, value }) => [attribute, contentJson(value, scalarOf(attribute))]));
