// Conformance cases, section F, where somebody lingers: deprovisioning after a time, goneSince, and coming back.
import { describe } from 'vitest';
import { base, departing, without } from './base.js';
import { ADA, type Case, numbered } from './case.js';

const ADDED = 'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace, title: T}';
const LEAVER = `
rule leaver from person to corp.user precedence 290 {
  scope goneSince is present or not (endDate is absent or endDate > now())
  title <- "leaving"
}
`;
const AFTER = departing([['corpAccount', 'deprovision delete', 'deprovision delete after 3d']]);
const LEAVING = 'M1 provisioned managed ending';

/** On day 2 the person is gone, and its account says that it is leaving. */
async function left(one: Case): Promise<void> {
  one.hr('1', { ...ADA, title: 'T' });
  await one.sync({ ops: [ADDED] }, 1);
  await one.settled({ links: { g1: 'M1 provisioned managed' } });
  one.gone('hr', '1');
  await one.sync({ ops: ['update g1 {title: leaving}'], links: { g1: LEAVING }, people: { '1': { title: 'T' } } }, 2);
  await one.settled({ people: { '1': { title: 'T', displayName: 'Ada Lovelace' } } });
}

describe('life, scope, time, while somebody lingers', () => {
  numbered(51, 'Leaver, three days, and back (9.6)', async (open) => {
    const one = await open(AFTER + LEAVER);
    await left(one);
    one.change('corp', 'g1', { title: 'by hand' });
    await one.sync({ ops: ['update g1 {title: leaving}'] });
    await one.settled();
    one.hr('1', { ...ADA, title: 'T2' });
    await one.sync(
      {
        ops: ['update g1 {title: T2}'],
        links: { g1: 'M1 provisioned managed' },
        people: { '1': { goneSince: 'absent', title: 'T2' } },
      },
      4,
    );
    await one.settled();
    one.gone('hr', '1');
    await one.sync({ ops: ['update g1 {title: leaving}'] }, 4);
    await one.settled();
    await one.sync({ links: { g1: LEAVING } }, 6);
    await one.sync({ ops: ['delete g1'], links: { g1: LEAVING }, people: { '1': {} } }, 7);
    await one.settled({ people: {} });
  });

  numbered(52, 'Others go on while it lingers (9.6)', async (open) => {
    const one = await open(AFTER + LEAVER);
    await left(one);
    one.change('corp', 'g1', { mail: 'new@x' });
    await one.sync({ people: { '1': { mail: 'new@x' } } }, 4);
    one.gone('corp', 'g1');
    await one.sync({ people: {} });
  });

  numbered(55, 'The last rule is removed while an account is ending (9.11)', async (open) => {
    const one = await open(AFTER);
    one.hr('1', { ...ADA, title: 'T' });
    await one.sync({ ops: [ADDED] }, 1);
    await one.settled();
    one.change('hr', '1', { endDate: 1 });
    await one.sync({ links: { g1: LEAVING } }, 2);
    await one.activate(without(base, 'corpAccount'));
    await one.sync({ links: { g1: 'M1 provisioned keep' } }, 3);
    await one.sync({ links: { g1: 'M1 provisioned keep' } }, 9);
  });
});
