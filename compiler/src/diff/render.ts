// Changes for people and for programs.
import { type Change, EFFECTS, type Effect } from './change.js';

const HEADINGS: Readonly<Record<Effect, string>> = {
  deprovisioning: 'What becomes of accounts',
  scope: 'Scope: who is concerned',
  joins: 'Joins: what belongs together',
  provisioning: 'What is created',
  rules: 'Rules',
  precedence: 'Precedence: who wins',
  flows: 'Flows',
  metaverse: 'Metaverse',
  namespaces: 'Namespaces',
  functions: 'Functions',
  params: 'Parameters',
  schema: 'Schemas',
};

const SIGN = { added: '+', removed: '-', changed: '~', renamed: '>' } as const;

/** Grouped by effect, the dangerous ones first. Empty for no changes. */
export const renderChanges = (changes: readonly Change[]): string =>
  EFFECTS.flatMap((effect) => {
    const own = changes.filter((change) => change.effect === effect);
    return own.length === 0 ? [] : [`${HEADINGS[effect]}\n${own.map(changeText).join('')}`];
  }).join('\n');

const changeText = ({ kind, subject, note, before, after }: Change): string => {
  const head = `  ${SIGN[kind]} ${subject}${kind === 'renamed' ? ` is now ${after ?? ''}` : ` ${kind}`}${note === undefined ? '' : `: ${note}`}\n`;
  if (kind === 'renamed') return head;
  const lines = [...(before === undefined ? [] : [`- ${before}`]), ...(after === undefined ? [] : [`+ ${after}`])];
  return `${head}${lines.map((line) => `      ${line}\n`).join('')}`;
};

/** The format `syncrule-diff/1`. */
export const changesJson = (changes: readonly Change[]): string =>
  `${JSON.stringify({ format: 'syncrule-diff/1', equal: changes.length === 0, changes }, undefined, 2)}\n`;
