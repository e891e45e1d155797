// A full synchronisation stages some before it has seen all: what they were told of others must hold in the end.
import { describe } from 'vitest';
import { numbered, type Values } from './case.js';

const named = (givenName: string, manager?: string): Values => ({
  givenName,
  sn: 'Stone',
  ...(manager === undefined ? {} : { manager: [{ anchor: manager }] }),
});
const contested = (person: string): string => `M${person} name-wanted-twice corp.user`;

describe('who refers to an add', () => {
  numbered(47, 'that somebody else comes to be in the way of, refers to nobody', async (open) => {
    const one = await open(undefined, { batch: 2 });
    one.hr('1', named('Wim')).hr('2', named('Wim'));
    // Three waits for the second Wim, and four is told of three; then five wants the name of three.
    one.hr('3', named('Xa', '2')).hr('4', named('Yo', '3'));
    one.hr('5', named('Xa'));
    await one.sync({
      ops: ['add Yo Stone {displayName: Yo Stone, employeeID: 4, sAMAccountName: ystone}'],
      errors: ['1', '2', '3', '5'].map(contested),
    });
  });
});
