// `syncrule preview OBJECT`: one object step by step: scopes, joins clause by clause, projection, flows with winner and
// losers, derived values, what every slot should come to, and the difference that is staged.
import {
  type Explanations,
  examineFully,
  type FlowReport,
  type FullExamination,
  type Newborn,
} from '../explain/index.js';
import type { Plan } from '../plan/index.js';
import { slotText } from '../runs/index.js';
import { ruleName } from '../store/index.js';
import { addressOf, findObject } from './address.js';
import { lineText } from './places.js';
import { type Style, styleFor } from './style.js';
import { contentJson, contentText, keyText } from './values.js';
import { examinationJson, examinationLines } from './why-object.js';
import { explanationJson, explanationLines, inputsText, scalarIn } from './why-text.js';
import type { Workspace } from './workspace.js';

/** Prints the steps; `at`: the time that rules see. */
export const previewObject = async (
  workspace: Workspace,
  { format, at }: { readonly format: 'text' | 'json'; readonly at: number },
  text: string,
): Promise<void> => {
  const { io, space, machine } = workspace;
  const found = await findObject(space, text);
  const subject = found.kind === 'mv' ? { mv: found.mv } : { object: found.object };
  const examination = await examineFully(space.store, machine, subject, at);
  if (format === 'json') io.out(`${JSON.stringify(json(workspace, examination), undefined, 2)}\n`);
  else io.out(`${lines(workspace, examination, styleFor(io)).join('\n')}\n`);
};

const lines = (workspace: Workspace, examination: FullExamination, style: Style): readonly string[] => {
  const { object, metaverse, attributes, slots } = examination;
  const type = object === undefined ? '' : `${object.object.connector}.${object.object.type}`;
  return [
    ...examinationLines(workspace, examination, style),
    ...(object === undefined || object.flows.length === 0
      ? []
      : [style.bold('Its flows'), ...object.flows.map((flow) => flowLine(workspace, flow, type))]),
    ...(object?.newborn ? newbornLines(object.newborn, style) : []),
    ...(metaverse === undefined ? [] : [style.bold(`Attributes of ${metaverse.mv.type} ${keyText(metaverse.mv.key)}`)]),
    ...attributeLines(workspace, attributes, style),
    ...slots.flatMap(({ object: account, attributes: written }) => [
      style.bold(`What becomes of ${addressOf({ kind: 'object', object: account })}`),
      ...attributeLines(workspace, written, style),
    ]),
  ];
};

const attributeLines = (workspace: Workspace, attributes: Explanations, style: Style): readonly string[] =>
  attributes
    .filter(
      ({ explanation: { voices, derived, value } }) =>
        voices.length > 0 || derived !== undefined || value !== undefined,
    )
    .flatMap(({ attribute, explanation }) =>
      explanationLines(workspace, { address: '', attribute }, explanation, style).map((line) => `  ${line}`),
    );

const flowLine = (
  workspace: Workspace,
  { rule, place, attribute, gives, value, message, inputs }: FlowReport,
  type: string,
): string => {
  const mvType = rule.split('|')[2] ?? '';
  const scalar = workspace.space.plan.metaverse
    .find(({ name }) => name === mvType)
    ?.attributes.find(({ name }) => name === attribute)?.type.scalar;
  const given = {
    value: contentText(value, scalar ?? 'string'),
    absent: '(nothing)',
    clear: '(nothing, on purpose)',
    failure: `fails: ${message ?? ''}`,
  }[gives];
  return `  ${attribute} <- ${given}  ${ruleName(rule)} ${lineText(workspace.space.plan, place)}${inputsText(inputs, scalarIn(workspace, type))}`;
};

const newbornLines = ({ type, attributes }: Newborn, style: Style): readonly string[] => [
  style.bold(`The ${type} that is made of it`),
  ...attributes.map(({ name, scalar, value }) => `  ${name}: ${contentText(value, scalar)}`),
];

const json = (workspace: Workspace, examination: FullExamination) => {
  const { object, attributes, slots } = examination;
  return {
    format: 'syncrule-preview-object/1',
    ...examinationJson(workspace, examination),
    newborn: object?.newborn && newbornJson(workspace.space.plan, object.newborn),
    attributes: attributesJson(workspace, attributes),
    accounts: slots.map(({ object: account, attributes: written }) => ({
      object: addressOf({ kind: 'object', object: account }),
      attributes: attributesJson(workspace, written),
    })),
  };
};

const attributesJson = (workspace: Workspace, attributes: Explanations) =>
  Object.fromEntries(
    attributes.map(({ attribute, explanation }) => [attribute, explanationJson(workspace, explanation)]),
  );

const newbornJson = (plan: Plan, { type, attributes, provisions }: Newborn) => ({
  type,
  attributes: Object.fromEntries(attributes.map(({ name, scalar, value }) => [name, contentJson(value, scalar)])),
  provisions: provisions.map(({ slot, rule, place }) => ({
    slot: slotText(slot),
    rule: ruleName(rule),
    place: lineText(plan, place),
  })),
});
