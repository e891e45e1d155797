// Passwords are made while a request is built, and are in nothing but the request (L 8.18).
import { randomInt } from 'node:crypto';
import type { ExportChange } from '../../connectors/index.js';
import type { Plan } from '../../plan/index.js';
import { type AttributeChange, ruleId } from '../../store/index.js';
import type { SpaceType } from '../space.js';
import type { Prepared } from './request.js';

/** The request with a password wherever the plan asks for a new one; what is recorded of it has none. */
export const withPasswords = (prepared: Prepared, plan: Plan): Prepared => {
  const { item, request, sent } = prepared;
  const secret = sent.filter((change) => isSecret(item.type, change.attribute));
  if (secret.length === 0 || request.kind === 'delete') return prepared;
  const made = new Map(secret.map((change) => [change.attribute, newPassword(lengthOf(plan, change))]));
  const filled = (change: ExportChange): ExportChange => {
    const password = made.get(change.attribute);
    return password === undefined ? change : { attribute: change.attribute, set: password };
  };
  return {
    ...prepared,
    request: { ...request, changes: request.changes.map(filled) },
    sent: sent.filter((change) => !secret.includes(change)),
  };
};

const isSecret = (type: SpaceType, attribute: string): boolean =>
  type.attributes.get(attribute)?.type.scalar === 'secret';

const lengthOf = (plan: Plan, { attribute, rule }: AttributeChange): number => {
  const flow = plan.rules
    .filter((each) => ruleId(each) === rule)
    .flatMap((each) => each.flows)
    .find((each) => each.target === attribute);
  if (flow?.of.op !== 'newPassword') throw new Error(`bug: ${rule} gives ${attribute} no new password`);
  return flow.of.length;
};

/** Letters and digits that are told apart in print, and signs that no system takes amiss. */
const CLASSES = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!#%+-=?@_'] as const;
const ALL = CLASSES.join('');

/** A password of so many characters, of every class where there is room for it: what complexity rules ask for. */
export const newPassword = (length: number): string => {
  for (;;) {
    const password = Array.from({ length }, () => ALL[randomInt(ALL.length)]).join('');
    const lacks = CLASSES.some((each) => ![...each].some((character) => password.includes(character)));
    if (length < CLASSES.length || !lacks) return password;
  }
};
