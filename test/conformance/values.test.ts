// Conformance cases, section C: values.
import { describe, expect } from 'vitest';
import { base, departing } from './base.js';
import { ADA, day, numbered } from './case.js';

const ADDED = 'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace}';
const NAMED = { employeeID: '1', displayName: 'Ada Lovelace' };

describe('values', () => {
  numbered(19, 'Precedence, absence, return (9.4)', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, title: 'Engineer' }).corp('a', 'Ada Lovelace', { ...NAMED, title: 'Eng.' });
    const won = {
      ops: ['update a {title: Engineer}'],
      people: { '1': { title: 'Engineer', 'title by': '1 hrPerson' } },
    };
    await one.sync(won);
    one.change('hr', '1', { title: undefined });
    await one.sync({ people: { '1': { title: 'Eng.', 'title by': 'a corpUser' } } });
    one.change('hr', '1', { title: 'Engineer' });
    await one.sync(won);
  });

  numbered(20, 'clear (9.8)', async (open) => {
    const one = await open(
      departing([['hrPerson', 'title <- same', 'title <- if employeeType == "board" then clear else title']]),
    );
    one.hr('1', { ...ADA, employeeType: 'board' }).corp('a', 'Ada Lovelace', { ...NAMED, title: 'Eng.' });
    await one.sync({ ops: ['update a {title: none}'], people: { '1': { title: '(clear)' } } });
    one.gone('hr', '1');
    await one.sync({ ops: ['delete a'], people: { '1': { title: '(clear)' } } });
  });

  numbered(21, 'Derived attributes (9.5)', async (open) => {
    const derived = (flow: string): string =>
      departing([
        ['*', '  displayName: string\n', '  displayName: string = "${givenName} ${sn}"\n'],
        ['hrPerson', '  displayName <- "${givenName} ${sn}"\n', ''],
        ['corpUser', 'sid <-', `displayName <- ${flow}\n  sid <-`],
      ]);
    const one = await open(derived('same'));
    one.hr('1', ADA);
    await one.sync({
      ops: [ADDED],
      people: { '1': { displayName: 'Ada Lovelace', 'displayName by': '' } },
    });
    one.corp('a', 'Countess', { employeeID: '1', displayName: 'Countess' });
    await one.sync({ people: { '1': { displayName: 'Countess', 'displayName by': 'a corpUser' } } });

    const cleared = await open(derived('clear'));
    cleared.hr('1', ADA).corp('a', 'Countess', { employeeID: '1', displayName: 'Countess' });
    await cleared.sync({
      ops: ['update a {displayName: none}'],
      errors: ['M1 flow-error corp.user dn'],
      people: { '1': { displayName: '(clear)' } },
    });
  });

  numbered(22, 'keep outbound (9.8)', async (open) => {
    const one = await open(departing([['corpAccount', 'title <- same', 'title <- keep']]));
    one.hr('1', { ...ADA, title: 'T' }).corp('a', 'Ada Lovelace', { ...NAMED, title: 'Z' });
    await one.sync({ links: { a: 'M1 joined managed' } });
    one.change('hr', '1', { title: 'U' });
    await one.sync({});
  });

  numbered(23, 'Out of scope: recalled inward, withdrawn outward (9.8)', async (open) => {
    const vip = `
rule corpVip from person to corp.user precedence 310 { scope title == "VIP"  mail <- "vip@x" }
rule hrVip from hr.person to person precedence 90 { scope title == "VIP"  sn <- "Vip" }
`;
    const begun = async () => {
      const one = await open(base + vip);
      one.hr('1', { ...ADA, title: 'VIP' });
      await one.sync({
        ops: [
          'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, mail: vip@x, sAMAccountName: avip, title: VIP}',
        ],
        people: { '1': { sn: 'Vip' } },
      });
      await one.settled();
      return one;
    };
    const withdrawn = await begun();
    withdrawn.change('hr', '1', { title: 'CFO' });
    await withdrawn.sync({ ops: ['update g1 {mail: none, title: CFO}'], people: { '1': { sn: 'Lovelace' } } });

    const own = await begun();
    own.change('corp', 'g1', { mail: 'own@x' });
    own.change('hr', '1', { title: 'CFO' });
    await own.sync({ ops: ['update g1 {title: CFO}'] });

    const removed = await begun();
    await removed.activate(base + vip.replace(/rule corpVip.*/, ''));
    removed.change('hr', '1', { title: 'CFO' });
    await removed.sync({ ops: ['update g1 {title: CFO}'] });
  });

  numbered(24, 'once outbound (9.9)', async (open) => {
    const one = await open();
    one.hr('1', ADA);
    await one.sync({ ops: [ADDED] });
    await one.settled();
    one.change('hr', '1', { sn: 'King' });
    const renamed = { ops: ['update g1 {displayName: Ada King} -> Ada King'] };
    await one.sync(renamed);
    one.change('corp', 'g1', { sAMAccountName: 'x' });
    await one.sync(renamed);
  });

  numbered(25, 'once inbound (9.9)', async (open) => {
    const one = await open(departing([['hrPerson', 'title <- same', 'title <- once title']]));
    one.hr('1', { ...ADA, title: 'new', mail: 'a@x' }).corp('a', 'Ada Lovelace', { ...NAMED, title: 'T' });
    const kept = { ops: ['update a {title: new}'], people: { '1': { title: 'new' } } };
    await one.sync(kept);
    one.change('hr', '1', { title: 'other' });
    await one.sync(kept);
    one.gone('hr', '1').hr('9', { ...ADA, title: 'third', mail: 'a@x' });
    await one.sync({ ops: ['update a {employeeID: 9, title: new}'], people: { '1': { title: 'new' } } });
  });

  numbered(26, 'merge inbound (9.4)', async (open) => {
    const one = await open(
      departing([
        ['hrPerson', 'title <- same', 'title <- same\n  proxyAddresses <- merge proxyAddresses'],
        ['corpUser', 'title <- same', 'title <- same\n  proxyAddresses <- merge proxyAddresses'],
      ]),
    );
    one.hr('1', { ...ADA, proxyAddresses: ['p', 'q'] });
    one.corp('a', 'Ada Lovelace', { ...NAMED, proxyAddresses: ['q', 'r'] });
    const all = { people: { '1': { proxyAddresses: ['p', 'q', 'r'] } } };
    await one.sync(all);
    one.change('hr', '1', { proxyAddresses: ['p'] });
    await one.sync(all);
    one.gone('corp', 'a');
    await one.sync({ ops: [ADDED], people: { '1': { proxyAddresses: ['p'] } } });
  });

  numbered(27, 'merge outbound: own and foreign values (9.9)', async (open) => {
    const one = await open(
      departing([
        ['hrPerson', 'title <- same', 'title <- same\n  proxyAddresses <- same'],
        ['corpAccount', 'title <- same', 'title <- same\n  proxyAddresses <- merge proxyAddresses'],
      ]),
    );
    one.hr('1', { ...ADA, proxyAddresses: ['old:1'] });
    one.corp('a', 'Ada Lovelace', { ...NAMED, proxyAddresses: ['manual'] });
    await one.sync({ ops: ['update a {proxyAddresses: +old:1}'] });
    await one.settled();
    one.change('hr', '1', { proxyAddresses: ['new:1'] });
    await one.sync({ ops: ['update a {proxyAddresses: +new:1 -old:1}'] });
    await one.settled();
    expect(one.system('corp').objects.get('a')?.values.get('proxyAddresses')).toEqual(['manual', 'new:1']);
    one.change('hr', '1', { proxyAddresses: [] });
    await one.sync({ ops: ['update a {proxyAddresses: -new:1}'] });
  });

  numbered(28, 'A failing flow freezes one attribute (9.13)', async (open) => {
    const one = await open(
      departing([['corpUser', 'title <- same', 'title <- if title == "BAD" then error("bad title") else title']]),
    );
    one.hr('1', { ...ADA, endDate: day(9) }).corp('a', 'Ada Lovelace', { ...NAMED, title: 'ok', mail: 'm1' });
    await one.sync({ people: { '1': { title: 'ok', mail: 'm1' } } }, 1);
    one.change('corp', 'a', { title: 'BAD', mail: 'm2' }).change('hr', '1', { endDate: day(1) });
    await one.sync(
      {
        ops: ['delete a'],
        errors: ['corp.user/a flow-error title'],
        people: { '1': { title: 'ok', 'title mark': 'recorded', mail: 'm2', endDate: day(1) } },
      },
      1,
    );
    one.change('corp', 'a', { title: 'fine' });
    await one.sync({ ops: ['delete a'], people: { '1': { title: 'fine' } } });
  });

  numbered(29, 'A failing flow stops creation, not joining (9.13)', async (open) => {
    const one = await open(departing([['hrPerson', 'sn <- same', 'sn <- if sn == "BAD" then error("bad") else sn']]));
    one.hr('1', { givenName: 'Ada', sn: 'BAD' });
    await one.sync({ errors: ['hr.person/1 flow-error sn'], people: {} });
    one.gone('hr', '1').hr('2', { ...ADA, mail: 'a@x' });
    await one.sync({ ops: [ADDED.replace('employeeID: 1', 'employeeID: 2')] });
    await one.settled();
    one.gone('hr', '2').hr('3', { givenName: 'Cy', sn: 'BAD', mail: 'a@x' });
    await one.sync({
      ops: ['update g1 {displayName: Cy BAD, employeeID: 3} -> Cy BAD'],
      errors: ['hr.person/3 flow-error sn'],
      links: { '3': 'M2 joined' },
      people: { '2': { givenName: 'Cy', sn: 'absent', employeeId: '3' } },
    });
  });

  numbered(29, 'A failing derived attribute keeps its value and stops creation (9.13)', async (open) => {
    const one = await open(
      departing([
        ['*', '  displayName: string\n', '  displayName: string = "${givenName} ${sn}" ?? error("no name")\n'],
        ['hrPerson', '  displayName <- "${givenName} ${sn}"\n', ''],
      ]),
    );
    one.hr('1', { givenName: 'Ada' });
    await one.sync({
      errors: ['M1 flow-error displayName', 'M1 source-failed corp.user'],
      people: { '1': { givenName: 'Ada' } },
    });
    one.change('hr', '1', { sn: 'Lovelace' });
    await one.sync({ ops: [ADDED] });
    await one.settled();
    one.change('hr', '1', { sn: undefined, title: 'CFO' });
    await one.sync({
      ops: ['update g1 {title: CFO}'],
      errors: ['M1 flow-error displayName'],
      people: { '1': { displayName: 'Ada Lovelace', 'displayName mark': 'recorded' } },
    });
  });

  numbered(
    29,
    'A failing outbound flow stops creation, and freezes one attribute of what exists (9.13)',
    async (open) => {
      const one = await open(
        departing([['corpAccount', 'title <- same', 'title <- if title == "BAD" then error("x") else title']]),
      );
      one.hr('1', { ...ADA, title: 'BAD' });
      await one.sync({ errors: ['M1 flow-error corp.user title'] });
      one.change('hr', '1', { title: 'CFO' });
      await one.sync({ ops: [ADDED.replace('}', ', title: CFO}')] });
      await one.settled();
      one.change('hr', '1', { title: 'BAD', sn: 'King' });
      await one.sync({
        ops: ['update g1 {displayName: Ada King} -> Ada King'],
        errors: ['M1 flow-error corp.user title'],
      });
    },
  );

  numbered(30, 'Order of text', async (open) => {
    const declarations = base.split(/\n(?=[a-z])/);
    const reversed = declarations
      .toReversed()
      .map((text) => (text.startsWith('rule ') ? withFlowsReversed(text) : text));
    const files = Object.fromEntries(declarations.map((text, index) => [`part${index}.syncrule`, `${text}\n`]));
    const states: unknown[] = [];
    for (const program of [base, reversed.join('\n'), files]) {
      const one = await open(program);
      one.hr('1', { ...ADA, title: 'CFO' }).corp('a', 'Ada Lovelace', { employeeID: '1', title: 'Eng.' });
      states.push(await one.sync({ ops: ['update a {displayName: Ada Lovelace, title: CFO}'] }));
      await one.activate(base);
      expect(await one.evaluatedByDelta(), 'looked at under another arrangement').toBe(0);
      await one.sync({ ops: ['update a {displayName: Ada Lovelace, title: CFO}'] });
    }
    expect(states[1]).toEqual(states[0]);
    expect(states[2]).toEqual(states[0]);
  });
});

const withFlowsReversed = (rule: string): string => {
  const lines = rule.trimEnd().split('\n');
  const isFlow = (line: string): boolean => line.includes('<-');
  const flows = lines.filter(isFlow).toReversed();
  return `${[...lines.filter((line) => !isFlow(line) && line !== '}'), ...flows, '}'].join('\n')}\n`;
};
