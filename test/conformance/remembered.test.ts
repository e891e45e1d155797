// What is remembered besides imports, and what never is: no numbered cases, but rules of the language (8.18, 9.14).
import { describe, expect, it } from 'vitest';
import { departing, type Schemas, schemas } from './base.js';
import { ADA, Case } from './case.js';

const withPassword: Schemas = {
  ...schemas,
  corp: {
    ...schemas.corp,
    types: {
      ...schemas.corp.types,
      user: {
        anchor: 'objectGUID',
        attributes: { ...schemas.corp.types.user?.attributes, unicodePwd: { type: 'secret' } },
      },
    },
  },
};

describe('what is remembered', () => {
  it('8.18: a new password is sent, and nothing keeps it', async () => {
    const program = departing([
      ['corpAccount', 'employeeID <-', 'unicodePwd <- once newPassword(24)\n  employeeID <-'],
    ]);
    const one = await Case.open(program, { systems: withPassword });
    try {
      one.hr('1', ADA);
      const staged = await one.sync({
        ops: [
          'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace, unicodePwd: «secret»}',
        ],
      });
      const after = await one.settled();
      const sent = one
        .system('corp')
        .requests.flatMap((request) => (request.kind === 'delete' ? [] : request.changes))
        .filter(({ attribute }) => attribute === 'unicodePwd');
      expect(sent).toHaveLength(1);
      const [password] = JSON.stringify(sent).match(/[^"]{24}/) ?? [];
      expect(password).toHaveLength(24);
      for (const state of [staged, after]) expect(JSON.stringify(state)).not.toContain(password);
    } finally {
      await one.close();
    }
  });

  it('9.14: whatever another program made is forgotten with it; what is remembered stays', async () => {
    const lingering = departing([['corpAccount', 'deprovision delete', 'deprovision delete after 5d']]);
    const marking = `${lingering}
rule leaver from person to corp.user precedence 290 { scope goneSince is present  title <- "left" }
`;
    const one = await Case.open(lingering);
    try {
      one.hr('1', { ...ADA, title: 'CFO' });
      await one.exportedAndSynced();
      await one.exportedAndSynced();
      one.gone('hr', '1');
      const before = await one.sync({ people: { '1': { title: 'CFO' } } }, 3);
      await one.activate(marking);
      const other = await one.sync({ ops: ['update g1 {title: left}'] }, 4);
      expect(other).not.toEqual(before);
      await one.activate(lingering);
      expect(await one.sync({ people: { '1': { title: 'CFO' } } }, 4)).toEqual(before);
      // The five days count from the loss, whatever was in force between.
      await one.sync({ ops: ['delete g1'] }, 8);
    } finally {
      await one.close();
    }
  });
});
