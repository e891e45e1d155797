// What the guards say, in words for the operator: what was counted, what is allowed, what to do.
import type { GuardFinding } from './judge.js';

/** `1000 deletions are 10 % of 10000 linked objects, more than the 5 % that are allowed`. */
export const findingText = ({ guard, figure, of, limit, unit }: GuardFinding): string => {
  const [name = '', about = ''] = guard.split(' ');
  switch (name) {
    case 'source-empty':
      return `the source “${about}” has no objects${of === undefined ? '' : `, and had ${of} when something was exported last`}`;
    case 'source-shrunk':
      return `the source “${about}” has shrunk by ${part(figure, of)} since the last export, from ${of} to ${(of ?? 0) - figure} objects; ${limit} % are allowed`;
    case 'unreadable-rows':
      return `${figure} row(s) of the last import of “${about}” could not be read, and this would take something away; ${limit} are allowed`;
    case 'plan-changed':
      return `the rules have changed since the last export, and ${figure} operation(s) follow; ${limit} are allowed before somebody has looked`;
    default:
      return limitText({ name, about, figure, of, limit, unit });
  }
};

const NOUNS: Readonly<Record<string, string>> = {
  adds: 'additions',
  updates: 'updates',
  renames: 'renames',
  deletes: 'deletions',
  memberships: 'removed references',
  clears: 'cleared values',
};

const limitText = (
  finding: Omit<GuardFinding, 'guard'> & { readonly name: string; readonly about: string },
): string => {
  const { name, about, figure, of, limit, unit } = finding;
  const what = `${figure} ${NOUNS[name] ?? name}${about === '' ? '' : ` of ${about}`}`;
  if (unit === 'count') return `${what} are more than the ${limit} that are allowed`;
  const whole = name === 'clears' ? 'objects that have one' : 'linked objects';
  return `${what} are ${part(figure, of)} of ${of} ${whole}, more than the ${limit} % that are allowed`;
};

const part = (figure: number, of = 0): string =>
  of === 0 ? '—' : `${Number(((figure * 100) / of).toFixed(figure * 100 < of ? 2 : 1))} %`;

/** What stopped an export, and what to do. */
export const stopText = (connector: string, hash: string, findings: readonly GuardFinding[]): string =>
  `Nothing was sent to “${connector}”: ${findings.map(findingText).join('; ')}. ` +
  `Look first: syncrule preview --connector ${connector}. If this is right, let exactly this changeset pass, once: ` +
  `syncrule approve ${hash.slice(0, 12)} --reason TEXT`;
