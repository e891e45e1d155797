// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// Numbered rules of the language that no other test is about: little programs with their exact findings.
import { describe, expect, it } from 'vitest';
import { checkText } from '../semantics/testing/check.js';
import { agree } from './agree.js';

const inbound = (clauses: string, head = '') =>
  `rule people from hr.person to person ${head} { join id == mv.employeeId ${clauses} }`;
const outbound = (clauses: string, head = '') =>
  `rule users from person to corp.user ${head} { join employeeId == cs.employeeID ${clauses} }`;
const created = (flow: string, scope = 'true') =>
  outbound(`scope ${scope} provision deprovision delete dn <- "CN=x" sAMAccountName <- ${flow}`);

/** Code and text of each finding, those of agreement included. */
const found = (text: string): readonly string[] => {
  const { program, diagnostics } = checkText(text);
  return [...diagnostics, ...agree(program).diagnostics].map(
    ({ code, location: { file, span } }) => `${code} ${file.text.slice(span.start, span.end)}`,
  );
};

const TABLE: readonly (readonly [rule: string, text: string, ...findings: string[]])[] = [
  ['T13: functions do not call themselves', 'function f(x: string): string = f(x)', 'SR3016 f'],
  ['T13: nor do `let`s', inbound('let a = b let b = a'), 'SR3016 a'],
  ['T13: nor does `include`', 'flows a from hr.person to person { include a }', 'SR3016 a'],
  [
    'T14: `absent` and `error` fit every type',
    inbound('endDate <- if sn is present then absent else error("no ${id}")'),
  ],
  ['T14: the message is a text', inbound('endDate <- error(endDate)'), 'SR3120 endDate'],
  ['P6: presence holds for objects without an error', created('employeeId ?? error("none")')],
  ['W2: a strict operation is present when its parts are', created('upper(sn)', 'lower(sn) is present')],
  ['W2: `??` shows what both sides share', created('sn', '(sn ?? mail) is present'), 'SR4009 sAMAccountName'],
  ['W3: a comparison shows that both sides are there', created('sn', 'sn == mail')],
  ['W3: what fails shows nothing', created('sn', 'sn != mail'), 'SR4009 sAMAccountName'],
  ['W3: `not` exchanges', created('sn', 'not (sn is absent)')],
  ['W3: `or` shows what both parts do', created('sn', 'sn == "a" or sn == "b"')],
  ['V3: operators are not applied to each value', inbound('title <- if tags == "a" then sn'), 'SR3202 tags'],
  ['V4: a list is no single value', inbound('title <- tags'), 'SR3201 tags'],
  ['V4: a single value is a list of one', inbound('proxyAddresses <- mail')],
  ['F1: outcomes stand at the ends of branches', outbound('title <- if sn is present then clear else (mail ?? keep)')],
  ['F1: not in conditions', outbound('title <- if clear then sn'), 'SR3140 clear'],
  ['F3: nothing is kept inbound', inbound('title <- title ?? keep'), 'SR3404 keep'],
  ['F4: what flows fits', inbound('endDate <- sn'), 'SR3120 sn'],
  ['F5: one flow for each attribute', inbound('title <- title title <- sn'), 'SR3401 title'],
  ['F6: what is never writable is no target', outbound('cn <- sn'), 'SR3402 cn'],
  ['F7: `once` yields a value', outbound('title <- once clear'), 'SR3405 clear'],
  ['F7: `merge` needs a list', outbound('title <- merge title'), 'SR3406 title'],
  ['R1: one scope', inbound('scope sn is present scope mail is present'), 'SR3301 scope'],
  [
    'R5: included `flows` are written for the types',
    `flows f from hr.contractor to person { sn <- same } ${inbound('include f')}`,
    'SR3305 f',
  ],
  [
    'C1: `let`s and functions are substituted',
    `function isOne(k: string): boolean = k == "a"
     ${inbound('let mine = isOne(department) scope mine title <- title')}
     rule other from hr.person to person { scope department == "b" join id == mv.employeeId title <- title }`,
  ],
  [
    'C2: equations with literals are understood',
    `${inbound('scope level < 3 title <- title')}
     rule other from hr.person to person { scope level >= 3 join id == mv.employeeId title <- title }`,
  ],
  [
    'C2: a call is opaque',
    `${inbound('scope startsWith(department, "a") title <- title')}
     rule other from hr.person to person { scope startsWith(department, "b") join id == mv.employeeId title <- title }`,
    'SR4002 title',
  ],
  [
    'A1: rules for different accounts do not compete',
    `${outbound('title <- sn')} rule admins from person to corp.user as admin { title <- mail }`,
  ],
  [
    'A1: rules for one account do',
    `${outbound('title <- sn')} rule other from person to corp.user { title <- mail }`,
    'SR4002 title',
  ],
  [
    'A7: one rule deletes what nobody claims',
    `${outbound('unclaimed delete')} rule other from person to corp.user { unclaimed delete }`,
    'SR4010 unclaimed delete',
  ],
];

describe('numbered rules', () => {
  it.each(TABLE)('%s: %s', (_, text, ...findings) => {
    expect(found(text)).toEqual(findings);
  });
});

describe('deprovisioning (A6) and names (X2) agree', () => {
  const two = (one: string, other: string) =>
    `${outbound(one, 'precedence 1')} rule more from person to corp.user precedence 2 { join employeeId == cs.employeeID ${other} }`;
  const ends = (after: string) => `provision deprovision delete ${after} dn <- "CN=x" sAMAccountName <- "x"`;
  it.each<[one: string, other: string, ...findings: string[]]>([
    [ends('after 1d'), ends('after 24h')],
    [ends(''), ends('after 0d')],
    [ends('after 1d'), ends('after 2d'), 'SR4006 deprovision delete after 2d'],
    [ends(''), ends('after 2d'), 'SR4006 deprovision delete after 2d'],
  ])('%s / %s', (one, other, ...findings) => expect(found(two(one, other))).toEqual(findings));
  const NAMES = 'namespace logins { corp.user: sAMAccountName } ';
  it.each<[one: string, other: string, ...findings: string[]]>([
    ['title <- unique(logins, sn, n => "${sn}${n}")', 'title <- unique(logins, sn, m => "${sn}${m}")'],
    ['title <- unique(logins, sn)', 'let title2 = unique(logins, mail) mail <- title2'],
    ['title <- unique(logins, sn)', 'title <- unique(logins, mail)', 'SR4011 title'],
    ['scope sn is present title <- unique(logins, sn)', 'scope sn is absent title <- unique(logins, mail)'],
  ])('%s / %s', (one, other, ...findings) => expect(found(`${NAMES}${two(one, other)}`)).toEqual(findings));
});
