// Lint rules over whole programs: the examples of the catalogue, and what else each rule finds or leaves alone.
import { describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import type { Location } from '../source/index.js';
import { compileProgram, memoryHost, readProgram } from '../workspace/index.js';
import { lintDiagnostics } from './index.js';
import { account, people } from './world.js';

const diagnosticsOf = (text: string) =>
  compileProgram(readProgram(memoryHost({ ...exampleWorld, 'rules.syncrule': text }), { complete: true })).diagnostics;

describe('the examples of the catalogue', () => {
  test.each(Object.entries(lintDiagnostics))(
    '%s: the wrong one gives it and nothing else, the right one nothing',
    (code, { wrong, right }) => {
      const found = (text: string) => diagnosticsOf(text).map(({ code: each, message }) => `${each} ${message}`);
      expect(found(wrong)).toEqual([expect.stringContaining(code)]);
      expect(found(right)).toEqual([]);
    },
  );
});

/** Of the findings with this code: the declaration it stands in, the text there, and the declarations of what is related. */
const placesOf = (code: string, text: string): readonly string[] =>
  diagnosticsOf(text)
    .filter((each) => each.code === code)
    .map(({ location, related }) =>
      [
        `${declarationAt(location)}:`,
        location.file.text.slice(location.span.start, location.span.end),
        ...related.map((each) => declarationAt(each.location)),
      ].join(' '),
    );

const declarationAt = ({ file, span }: Location): string =>
  [...file.text.slice(0, span.start).matchAll(/^(?:rule|flows|metaverse) (\w+)?/gm)].at(-1)?.[1] ??
  file.text.slice(span.start, span.end);

const PEOPLE = people(
  'title: string\n  mail: string\n  kind: "staff" | "intern" | "vendor"',
  'title, mail <- same\n  kind <- employeeType',
);
const titles = (name: string, scope: string, flow: string, precedence: number) =>
  `rule ${name} from person to corp.user precedence ${precedence} { scope ${scope}\n title <- ${flow} }`;
const rules = (...all: readonly string[]): string => [PEOPLE, ...all].join('\n');

describe('SR4102, a flow that never wins', () => {
  const wins = (first: string, scope: string, flow = 'mail') =>
    placesOf('SR4102', rules(titles('a', first, flow, 1), titles('b', scope, 'title', 2)));
  test.each<[string, string[], string[]]>([
    ['the winner may be absent', ['true', 'true'], []],
    ['the winner is certain by its scope', ['mail is present', 'mail is present'], ['b: title a']],
    ['a narrower scope', ['mail is present', 'mail is present and kind == "staff"'], ['b: title a']],
    ['a wider scope', ['mail is present and kind == "staff"', 'mail is present'], []],
    [
      'scopes that exclude each other',
      ['mail is present and kind == "staff"', 'mail is present and kind == "intern"'],
      [],
    ],
    [
      'one of several texts',
      ['mail is present and kind in ["staff", "intern"]', 'kind == "staff" and mail is present'],
      ['b: title a'],
    ],
    ['a winner that may keep', ['mail is present', 'mail is present', 'if kind == "staff" then mail else keep'], []],
    [
      'a winner that may clear',
      ['mail is present', 'mail is present', 'if kind == "staff" then mail else clear'],
      ['b: title a'],
    ],
    ['a first value for good', ['mail is present', 'mail is present', 'once mail'], ['b: title a']],
  ])('%s', (_, [first = '', scope = '', flow], expected) => expect(wins(first, scope, flow)).toEqual(expected));

  test('rules that read other kinds of objects say nothing about each other', () => {
    const inbound =
      'rule corpMail from corp.user to person precedence 200 {\n  join employeeID == mv.id\n  title <- dn2 }';
    expect(
      placesOf(
        'SR4102',
        `${PEOPLE}\n${inbound.replace('dn2', 'cn')}`.replace('title, mail <- same', 'mail <- same\n  title <- "x"'),
      ),
    ).toEqual([]);
  });
});

describe('SR4103, a duplicate flow', () => {
  const duplicates = (...all: readonly [scope: string, flow: string, precedence: number][]) =>
    placesOf('SR4103', rules(...all.map(([scope, flow, precedence], i) => titles(`r${i}`, scope, flow, precedence))));
  test.each<[string, [string, string, number][], string[]]>([
    [
      'equal scopes: the later one is it',
      [
        ['true', 'title', 1],
        ['true', 'title', 2],
      ],
      ['r1: title r0'],
    ],
    [
      'the narrower one is it, wherever it ranks',
      [
        ['kind == "staff"', 'title', 1],
        ['true', 'title', 2],
      ],
      ['r0: title r1'],
    ],
    [
      'through a let it is the same',
      [
        ['true', 'title', 1],
        ['true let t = title', 't', 2],
      ],
      ['r1: title r0'],
    ],
    [
      'once is another flow',
      [
        ['true', 'title', 1],
        ['true', 'once title', 2],
      ],
      [],
    ],
    [
      'scopes that do not imply each other',
      [
        ['mail is present', 'title', 1],
        ['kind == "staff"', 'title', 2],
      ],
      [],
    ],
    [
      'three of them: two are too many',
      [
        ['true', 'title', 1],
        ['true', 'title', 2],
        ['true', 'title', 3],
      ],
      ['r1: title r0', 'r2: title r0'],
    ],
  ])('%s', (_, all, expected) => expect(duplicates(...all)).toEqual(expected));

  test('of two without an order only that is said', () => {
    const both = ['a', 'b'].map((name) => `rule ${name} from person to corp.user { title <- title }`);
    const codes = diagnosticsOf(rules(...both)).map(({ code }) => code);
    expect(codes.filter((code) => code.startsWith('SR40') || code === 'SR4103')).toEqual(['SR4002']);
  });

  test('of shared flows, the rule that includes them again is it', () => {
    const shared = 'flows shown from person to corp.user { title <- title }';
    const including = (name: string, precedence: number) =>
      `rule ${name} from person to corp.user precedence ${precedence} { include shown }`;
    expect(placesOf('SR4103', rules(shared, including('a', 1), including('b', 2)))).toEqual(['b: b shown']);
  });
});

describe('SR4104, the odd one out', () => {
  const odd = (...flows: readonly string[]) =>
    placesOf(
      'SR4104',
      rules(...flows.map((flow, i) => titles(`r${i}`, `kind == "${['staff', 'intern', 'vendor'][i]}"`, flow, i))),
    );
  test.each<[string, string[], string[]]>([
    ['two are no crowd', ['title', 'mail'], []],
    ['the third differs', ['title', 'title', 'mail'], ['r2: title r0 r1']],
    ['all differ', ['title', 'mail', 'lower(mail)'], []],
    ['a constant differs on purpose', ['title', 'title', '"vendor"'], []],
    ['so does nothing', ['title', 'title', 'clear'], []],
  ])('%s', (_, flows, expected) => expect(odd(...flows)).toEqual(expected));
});

describe('SR4105 and SR4106, who reads and who writes', () => {
  const found = (text: string) => [...placesOf('SR4105', text), ...placesOf('SR4106', text)];
  test.each<[string, string, string[]]>([
    [
      'read by a scope',
      `${people('title: string', 'title <- title')}\n${account('').replace('scope id', 'scope title is present and id')}`,
      [],
    ],
    [
      'read by an expression that is read',
      `${people('title: string\n  long: string = lower(title)', 'title <- title')}\n${account('title <- long')}`,
      [],
    ],
    ['an expression that nobody reads', `${people('long: string = lower(id)')}\n${account()}`, ['person: long']],
    [
      'read through a reference',
      `${people('boss: ref person\n  title: string', 'boss <- manager\n  title <- title')}\n${account('title <- boss.title')}`,
      [],
    ],
    [
      'read in a join only',
      `${people('mail: string', 'mail <- mail')}\nrule m from corp.user to person precedence 2 { join mail == mv.mail }`,
      [],
    ],
    ['neither read nor written', people('mail: string'), []],
    ['read by a namespace', `${people('login: string', 'login <- mail')}\nnamespace logins { person: login }`, []],
    [
      'read on the members that `every` looks at',
      `${people('boss: string\n  mail: string\n  reports: ref person[] = every person p where p.boss == id and p.mail is present', 'boss <- title\n  mail <- mail')}\n${account('title <- text(count(reports))')}`,
      [],
    ],
    [
      'read by what nobody claims',
      `${people()}\n${account('title <- id\n  unclaimed delete when cs.mail is present')}`,
      [],
    ],
    [
      'read by what is disabled',
      `${people('mail: string', 'mail <- mail')}\n${account('mail <- mail\n  disabled')}`,
      ['person: mail hrPerson'],
    ],
    ['nothing is said while there are errors', `${people('mail: string', 'mail <- mial')}\n${account()}`, []],
  ])('%s', (_, text, expected) => expect(found(text)).toEqual(expected));
});

describe('SR4107, ignored case', () => {
  const joined = (link: string) =>
    placesOf(
      'SR4107',
      `${people('mail: string', 'mail <- trim(mail)')}\n${account('mail <- mail')}\nrule book from corp.user to person precedence 2 { join ${link} }`,
    );
  test.each<[string, string, string[]]>([
    ['plain attributes', 'employeeID == mv.id', []],
    ['computed, against one that ignores case too', 'trim(mail) == mv.mail', []],
    ['computed, against an exact one', 'trim(employeeID) == mv.id', ['book: trim(employeeID)']],
    ['a text with a hole', '"0${employeeID}" == mv.id', ['book: "0${employeeID}"']],
    ['through a let', 'number == mv.id  let number = trim(employeeID)', ['book: number']],
    ['brought to one case', 'lower(trim(employeeID)) == mv.id', []],
  ])('%s', (_, link, expected) => expect(joined(link)).toEqual(expected));

  test('in any of the types that a rule reads', () => {
    const book = (from: string) =>
      placesOf(
        'SR4107',
        `${people()}\n${account()}\nrule book from ${from} to person precedence 2 { join trim(mail) == mv.id }`,
      );
    expect(book('hr.person')).toEqual([]);
    expect(book('corp.user')).toEqual(['book: trim(mail)']);
    expect(book('hr.person, corp.user')).toEqual(['book: trim(mail)']);
  });
});

describe('SR4108, a circle that may not settle', () => {
  const circle = (inbound: string, outbound: string, scope = '') =>
    diagnosticsOf(
      `${people('title: string\n  mail: string', 'mail <- mail')}
rule back from corp.user to person precedence 200 {
  ${scope}
  join employeeID == mv.id
  title <- ${inbound}
}
${account(`title <- ${outbound}\n  mail <- mail`)}`,
    )
      .filter((each) => each.code === 'SR4108')
      .map(({ message }) => message.split(': ')[1]);
  const ROUND = '`person.title` → `corp.user.title` → `person.title`';
  test.each<[string, string[], unknown[]]>([
    ['copies', ['title', 'title'], []],
    ['one call that settles', ['trim(title)', 'title'], []],
    ['two calls that settle', ['trim(title)', 'lower(title)'], [expect.anything()]],
    ['a call that does not', ['title', 'left(title, 3)'], [ROUND]],
    ['a first value', ['title', 'once left(title, 3)'], []],
    ['what was there before, first', ['title', 'mail ?? title'], [ROUND]],
    ['a scope that rests on it', ['mail', 'title', 'scope title is present'], [expect.anything()]],
    ['no circle', ['mail', 'left(title, 3)'], []],
  ])('%s', (_, [inbound = '', outbound = '', scope], expected) =>
    expect(circle(inbound, outbound, scope)).toEqual(expected),
  );
});

test('SR4108 leaves expressions that lead back to themselves to the error about them', () => {
  const text = `${people('a: string = "${b}."\n  b: string = "${a}!"')}\n${account('title <- a')}`;
  expect(diagnosticsOf(text).map(({ code }) => code)).toEqual(['SR4007']);
});

describe('SR4109, a flow that reads its own target', () => {
  const own = (flow: string) => placesOf('SR4109', `${people('title: string', 'title <- title')}\n${account(flow)}`);
  test.each<[string, string, string[]]>([
    ['another attribute of the target', 'title <- title\n  displayName <- cs.cn', []],
    ['itself, changed', 'title <- left("${title}${cs.title}", 8)', ['account: title']],
    ['itself first', 'title <- cs.title ?? title', []],
    ['itself last', 'title <- title ?? cs.title', ['account: title']],
    ['a call that settles', 'title <- trim(cs.title)\n  displayName <- title', []],
    ['through a let', 'let old = cs.title\n  title <- "${old}${title}"', ['account: title']],
    ['once', 'title <- once "${cs.title}${title}"', []],
  ])('%s', (_, flow, expected) => expect(own(flow)).toEqual(expected));
});

describe('SR4110, a join that several objects may meet', () => {
  const join = (condition: string) =>
    diagnosticsOf(
      `${people('mail: string\n  mails: string[]', 'mail <- mail\n  mails <- proxyAddresses')}\n${account('mail <- mail\n  proxyAddresses <- mails').replace('id == cs.employeeID', condition)}`,
    )
      .filter((each) => each.code === 'SR4110')
      .map(({ message }) => message.split('found that ')[1]);
  test.each<[string, string, string[]]>([
    ['unique by its schema', 'id == cs.employeeID', []],
    ['computed from what is unique', 'lower(id) == lower(cs.employeeID)', []],
    ['not unique', 'mail == cs.mail', ['its schema does not say that `mail` is unique']],
    ['not unique, beside what is', 'mail == cs.mail and id == cs.employeeID', []],
    ['a list', 'mail in cs.proxyAddresses', ['`proxyAddresses` holds several values']],
  ])('%s', (_, condition, expected) => expect(join(condition)).toEqual(expected));
});

describe('SR4113, a conversion that loses values', () => {
  const lossy = (flow: string) =>
    placesOf(
      'SR4113',
      `${people('level: integer\n  mail: string', flow)}\n${account('title <- text(level)\n  mail <- mail')}`,
    );
  test.each<[string, string, string[]]>([
    ['what may fail', 'level <- number(title)\n  mail <- mail', ['hrPerson: level']],
    ['with something in its place', 'level <- number(title) ?? 0\n  mail <- mail', []],
    ['in a branch', 'level <- if active then number(title) else 0\n  mail <- mail', ['hrPerson: level']],
    ['inside of what tells', 'level <- level\n  mail <- if number(title) == 1 then mail', []],
    ['one of several', 'level <- level\n  mail <- first(proxyAddresses)', ['hrPerson: mail']],
    ['the only one', 'level <- level\n  mail <- only(proxyAddresses)', []],
  ])('%s', (_, flow, expected) => expect(lossy(flow)).toEqual(expected));
});

describe('SR4114, once above another flow', () => {
  const above = (first: string, scope: string) =>
    placesOf('SR4114', rules(titles('a', first, 'once mail', 1), titles('b', scope, 'title', 2)));
  test.each<[string, string, string, string[]]>([
    ['always', 'true', 'true', ['b: title a']],
    ['for some', 'kind == "staff"', 'title is present', ['b: title a']],
    ['certain, for some', 'mail is present and kind == "staff"', 'title is present', ['b: title a']],
    ['never at once', 'kind == "staff"', 'kind == "intern"', []],
    ['certain and always: the flow never wins at all', 'mail is present', 'mail is present', []],
  ])('%s', (_, first, scope, expected) => expect(above(first, scope)).toEqual(expected));
});

test('SR4115 offers what the schema names', () => {
  const [found] = diagnosticsOf(lintDiagnostics.SR4115?.wrong ?? '');
  expect(found?.fixes.map((fix) => fix.title)).toEqual(['Write `title`']);
});

test.each([
  ["'it''s ${id}'", ['"it\'s ${id}"']],
  ["'\\d ${id}'", []],
  ['\'say "${id}"\'', []],
])('SR4116 offers double quotes where nothing in the text has to be looked at: %s', (text, offered) => {
  const [found] = diagnosticsOf((lintDiagnostics.SR4116?.wrong ?? '').replace("'(${id})'", text));
  expect(found?.code).toBe('SR4116');
  expect(found?.fixes.flatMap(({ edits }) => edits.map((edit) => edit.text))).toEqual(offered);
});

test('SR4115 in any of the types that a rule reads', () => {
  const hr = JSON.stringify(JSON.parse(exampleWorld['hr.json'] ?? '')).replace(
    '"title":',
    '"oldTitle":{"type":"string"},"title":',
  );
  const found = (from: string) => {
    const text = `${people('title: string')}\n${account('title <- title')}
rule book from ${from} to person precedence 2 {
  join mail == mv.id
  title <- oldTitle
}`;
    const files = { ...exampleWorld, 'hr.json': hr, 'rules.syncrule': text };
    return compileProgram(readProgram(memoryHost(files), { complete: true }))
      .diagnostics.filter(({ code }) => code === 'SR4115')
      .map(({ message }) => message);
  };
  expect(found('hr.person')).toEqual([]);
  expect(found('hr.person, corp.user')).toEqual(['`oldTitle` of `corp.user` is deprecated: use title']);
});
