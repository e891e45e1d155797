// Completion by tables: a program with a cursor, what is offered, what is not.
import { describe, expect, it } from 'vitest';
import { PRELUDE, probe } from '../testing.js';
import { classify } from './classify.js';
import { itemsAt } from './items.js';

const offered = (text: string): readonly string[] => {
  const { program, file, offset } = probe(text);
  const { cursor } = classify(file, offset);
  return itemsAt(cursor, program)
    .filter(({ hidden }) => hidden === undefined)
    .map(({ label }) => label);
};

const inbound = (body: string): string => `rule r from hr.person to person {\n${body}\n}`;
const outbound = (body: string): string => `rule r from person to corp.user {\n${body}\n}`;

describe('completion', () => {
  it.each<[what: string, text: string, has: readonly string[], hasNot: readonly string[]]>([
    ['an empty file', '‸', ['rule', 'param', 'metaverse', 'connector', 'flows', 'function'], ['scope', 'trim']],
    ['behind a declaration', 'param a: string = "x"\n‸', ['rule'], ['and']],
    ['a declaration begun', 'param a: string\nru‸', ['rule'], []],
    ['the head of a rule', 'rule r ‸', ['from'], ['to']],
    ['its second half', 'rule r from hr.person ‸', ['to'], ['from']],
    ['its end', 'rule r from hr.person to person ‸', ['precedence'], ['to']],
    ['from', 'rule r from ‸ to person {}', ['hr', 'corp', 'person'], []],
    ['types of a connector', 'rule r from corp.‸ to person {}', ['user', 'group'], ['person', 'corp.user']],
    ['to, inbound', 'rule r from hr.person to ‸ {}', ['person'], ['hr']],
    ['to, outbound', 'rule r from person to ‸ {}', ['hr', 'corp'], ['person']],
    ['an unfinished type', 'rule r from hr.‸', ['person'], []],
    ['types of attributes', 'metaverse m {\n a: ‸\n}', ['string', 'date', 'ref'], ['person']],
    ['behind the type', 'metaverse m {\n a: string ‸\n}', ['exact', 'prefer'], []],
    ['references', 'metaverse m {\n a: ref ‸\n}', ['person', 'm'], ['hr']],
    [
      'a derived attribute',
      'metaverse m {\n a: string\n b: string = ‸\n}',
      ['a', 'trim', 'param'],
      ['mv', 'cs', 'same'],
    ],
    ['clauses, inbound', inbound('‸'), ['scope', 'join', 'project', 'let', 'sn', 'status'], ['provision', 'title']],
    ['clauses, outbound', outbound('‸'), ['provision', 'deprovision', 'displayName', 'dn'], ['project', 'objectGUID']],
    ['a scope that is there', inbound('scope active\n‸'), ['join'], ['scope']],
    ['clauses of flows', 'flows f from hr.person to person {\n‸\n}', ['let', 'include', 'sn'], ['scope', 'join']],
    ['a clause begun', inbound('sc‸\nsn <- same'), ['scope'], []],
    ['further targets', inbound('sn, ‸ <- same'), ['status', 'employeeId'], ['scope']],
    ['the source in scope', inbound('scope ‸'), ['employeeType', 'title', 'trim', 'initial'], ['status', 'mv', 'same']],
    [
      'the source in a flow',
      inbound('sn <- ‸\nmanager <- same'),
      ['birthName', 'same', 'clear', 'once'],
      ['keep', 'cs'],
    ],
    ['the source, outbound', outbound('title <- ‸'), ['sn', 'cs', 'keep'], ['employeeType', 'mv']],
    ['the name of the other side', inbound('join employeeNumber == ‸'), ['mv'], ['cs']],
    ['the other side, inbound', inbound('join employeeNumber == mv.‸'), ['employeeId', 'sn'], ['title', 'trim']],
    ['the other side, outbound', outbound('join employeeId == cs.‸'), ['employeeID', 'dn'], ['sn']],
    ['parameters', inbound('sn <- param.‸'), ['zone'], ['sn']],
    ['through a reference', outbound('title <- manager.‸\nmail <- sn'), ['sn', 'status', 'manager'], ['title', 'trim']],
    ['through two', outbound('title <- manager.manager.s‸'), ['sn'], []],
    ['through self', inbound('sn <- self.manager.‸'), ['givenName'], ['employeeId']],
    ['in a hole', outbound('displayName <- "x ${‸}"'), ['sn', 'trim'], []],
    ['in a call', outbound('title <- trim(‸)'), ['sn'], ['keep']],
    ['a let', outbound('let n = sn\ntitle <- ‸'), ['n'], []],
    ['a variable', inbound('sn <- joinText(map(proxyAddresses, a => ‸), ",")'), ['a', 'title'], []],
    ['parameters of a function', 'function f(given: string): string = ‸', ['given', 'trim'], ['sn']],
    ['flows to include', inbound('include ‸'), ['names'], ['r']],
    ['behind an operand', inbound('scope title ‸'), ['and', 'or', 'in', 'is present'], ['join', 'title']],
    ['behind is', inbound('scope title is ‸'), ['present', 'absent'], ['and']],
    ['behind a condition', inbound('sn <- if active ‸'), ['then'], ['else']],
    ['behind its value', inbound('sn <- if active then sn ‸'), ['else'], ['then']],
    ['behind provision', outbound('provision ‸'), ['when'], []],
    ['behind deprovision', outbound('deprovision ‸'), ['delete', 'disconnect', 'keep'], []],
    ['texts that an attribute has', inbound('scope employeeType == "‸"'), ['staff', 'intern', 'vendor'], ['title']],
    ['with quotes of their own', inbound('scope employeeType == ‸'), ['"staff"', 'title'], []],
    ['texts of a list', inbound('scope employeeType in ["staff", "‸"]'), ['vendor'], []],
    ['texts of the target', inbound('status <- if active then "‸"'), ['active', 'left'], []],
    ['patterns', inbound('sn <- case employeeType { "‸": "x", else: "y" }'), ['intern'], []],
    ['bare patterns', inbound('sn <- case employeeType { ‸: "x" }'), ['"staff"', 'else'], ['title']],
    ['further patterns', inbound('sn <- case employeeType { "staff" | ‸'), ['"intern"'], ['title', '"active"']],
    ['patterns of a boolean', inbound('sn <- case active { true: "x", ‸'), ['false', 'else'], ['title']],
    ['namespaces', outbound('title <- unique(‸, sn)'), ['mailNames'], ['sn', 'unique']],
    ['a namespace begun', 'metaverse m { a: string = unique(mail‸) }', ['mailNames'], ['a', 'trim']],
    ['types of a namespace', 'namespace n {\n ‸\n}', ['corp', 'hr', 'person'], ['scope']],
    [
      'what a namespace reads',
      'namespace n { corp.user: ‸ }',
      ['sAMAccountName', 'lower'],
      ['sn', 'same', 'self', 'now'],
    ],
    ['accounts of a rule', 'rule r from person to corp.user as ‸ {}', ['admin', 'service'], ['guest', 'sn']],
    ['accounts of a source', 'rule r from corp.user as ‸ to person {}', ['admin', 'service'], ['guest']],
    ['accounts of another type', 'rule r from person to corp.group as ‸ {}', ['guest'], ['admin']],
    ['accounts, of a metaverse type', 'rule r from person as ‸ to corp.user {}', [], ['admin', 'guest']],
    ['accounts in a test', 'test "t" { expect add corp.user as ‸ }', ['admin', 'service'], ['guest']],
    ['accounts of a reference', outbound('manager <- account(manager, ‸)'), ['admin', 'service'], ['guest', 'sn']],
    ['their objects', outbound('manager <- account(‸, admin)'), ['manager', 'sn'], ['admin']],
    ['behind a connector type', 'rule r from person to corp.user ‸', ['as', 'precedence'], ['to']],
    ['behind a metaverse type', 'rule r from corp.user to person ‸', ['precedence'], ['as']],
    ['behind the source', 'rule r from corp.user ‸', ['as', 'to'], ['precedence']],
    ['what flows have behind a type', 'flows f from person to corp.user ‸', [], ['as', 'precedence']],
    ['behind unclaimed', outbound('unclaimed ‸'), ['delete'], ['disconnect']],
    ['behind what is unclaimed', outbound('unclaimed delete ‸'), ['when'], ['after']],
    ['what is unclaimed', outbound('unclaimed delete when ‸'), ['cs'], ['sn', 'self']],
    ['its attributes', outbound('unclaimed delete when cs.‸'), ['title', 'dn'], ['sn']],
    ['behind how to deprovision', outbound('deprovision delete ‸'), ['after'], ['when']],
    ['how long', outbound('deprovision delete after ‸'), ['param'], ['sn', 'trim', 'if']],
    ['everybody', outbound('member <- ‸'), ['every', 'account', 'unique', 'newPassword'], []],
    ['nobody, inbound', inbound('sn <- ‸'), ['today', 'now'], ['every', 'account', 'unique', 'newPassword']],
    ['types of everybody', outbound('member <- every ‸'), ['person'], ['corp']],
    ['behind the variable', outbound('member <- every person p ‸'), ['where'], ['and', 'p']],
    ['which of them', outbound('member <- every person p where ‸'), ['p', 'sn'], ['clear', 'keep']],
    ['attributes of each', outbound('member <- every person p where p.‸'), ['status', 'manager'], ['title']],
    ['only the whole is once', outbound('title <- if sn is present then ‸'), ['clear', 'keep'], ['once', 'merge']],
    ['once and merge', outbound('title <- ‸'), ['once', 'merge'], []],
    [
      'rules to prefer',
      'metaverse m {\n a: string prefer ‸\n}\nrule x from hr.person to m {}',
      ['x'],
      ['adminAccount', 'm'],
    ],
    ['behind exact', 'metaverse m {\n a: string exact ‸\n}', ['prefer'], ['exact', 'and']],
    ['behind an expression', 'metaverse m {\n a: string = b ‸\n}', ['and', 'in'], ['exact', 'prefer']],
    ['inside a connector', 'connector c { ‸ }', ['schema'], ['rule']],
    ['types of a let', outbound('let n: ‸ = sn'), ['string', 'ref'], ['sn']],
    ['types of parameters', 'function f(a: ‸): string = a', ['string', 'dn'], ['person']],
    ['the default of a parameter', 'param p: boolean = ‸', ['true', 'false'], ['trim', 'if', 'sn']],
    ['no time where objects are looked up', inbound('join employeeNumber == ‸'), ['lower'], ['today', 'now']],
    ['steps', 'test "t" {\n ‸\n}', ['given', 'change', 'remove', 'expect', 'at', 'param'], ['rule', 'scope']],
    ['steps behind a step', 'test "t" {\n given hr.person "1" { }\n ‸', ['given', 'expect'], ['rule']],
    ['steps behind one without braces', 'test "t" {\n expect nothing\n ‸\n}', ['given', 'expect', 'at'], ['add', 'as']],
    ['no steps behind a test', 'test "t" {\n expect nothing\n}\n‸', ['rule', 'test', 'namespace'], ['given']],
    ['systems of a step', 'test "t" { given ‸ }', ['hr', 'corp'], ['person', 'nothing']],
    ['types of a step', 'test "t" { change corp.‸ }', ['user', 'group'], ['person']],
    ['its attributes', 'test "t" { given corp.user "1" { ‸ } }', ['title', 'objectGUID'], ['sn', 'message']],
    ['further attributes', 'test "t" { given hr.person "1" { sn: "x", ‸ } }', ['title', 'level'], ['status']],
    ['texts of an attribute', 'test "t" { given hr.person "1" { employeeType: ‸ } }', ['"staff"', 'absent'], ['sn']],
    ['such texts in quotes', 'test "t" { given hr.person "1" { employeeType: "‸" } }', ['staff', 'vendor'], ['absent']],
    ['a boolean of an object', 'test "t" { given hr.person "1" { active: ‸ } }', ['true', 'false', 'absent'], ['hr']],
    ['a reference of an object', 'test "t" { given hr.person "1" { manager: ‸ } }', ['hr'], ['true']],
    ['its type', 'test "t" { given hr.person "1" { manager: hr.‸ } }', ['person'], ['sn']],
    ['references of a list', 'test "t" { given corp.group "1" { member: [corp.user "1", ‸', ['corp'], ['dn']],
    [
      'what is expected',
      'test "t" { expect ‸ }',
      ['nothing', 'no', 'error', 'add', 'update', 'delete', 'person'],
      ['given'],
    ],
    ['what is not expected', 'test "t" { expect no ‸ }', ['add', 'update', 'delete', 'corp', 'person'], ['nothing']],
    ['what is added', 'test "t" { expect add ‸ }', ['corp'], ['person', 'nothing']],
    ['attributes of a metaverse object', 'test "t" { expect person { ‸ } }', ['sn', 'status', 'goneSince'], ['title']],
    ['its texts', 'test "t" { expect person { status: "‸" } }', ['active', 'left'], []],
    ['what an error says', 'test "t" { expect error hr.person "1" { ‸ } }', ['message', 'sn'], []],
    ['behind the type that is expected', 'test "t" { expect add corp.user ‸', ['as'], ['given']],
    ['parameters of a test', 'test "t" { param ‸ }', ['zone', 'isPilot'], ['sn']],
    ['their values', 'test "t" { param isPilot = ‸ }', ['true', 'false'], ['zone']],
    ['schema files', 'connector c { schema "‸" }', ['hr.json', 'corp.json'], ['prelude.syncrule']],
  ])('%s', (_, text, has, hasNot) => {
    const labels = offered(text);
    expect(labels).toEqual(expect.arrayContaining([...has]));
    expect(labels.filter((label) => hasNot.includes(label))).toEqual([]);
  });

  it.each([
    ['a comment', '// ru‸'],
    ['a number', 'rule r from hr.person to person precedence 1‸ {}'],
    ['a new name', 'rule na‸ from hr.person to person {}'],
    ['the name of a let', inbound('let n‸ = 1')],
    ['the variable of every', outbound('member <- every person ‸')],
    ['the time of a test', 'test "t" { at ‸ }'],
    ['the anchor of an object', 'test "t" { given hr.person "‸" { } }'],
    ['behind the name of an attribute', 'test "t" { given hr.person "1" { sn ‸ } }'],
    ['a text that may be anything', outbound('title <- "‸"')],
  ])('%s offers nothing', (_, text) => {
    expect(offered(text)).toEqual([]);
  });

  it('replaces the word under the cursor, with its hyphens and back-ticks', () => {
    const spanOf = (text: string): string => {
      const { file, offset } = probe(text);
      const { span } = classify(file, offset);
      return file.text.slice(span.start, span.end);
    };
    expect(spanOf('rule r from hr.per‸son to person {}')).toBe('person');
    expect(spanOf(outbound('mS-DS-‸ <- sn'))).toBe('mS-DS-');
    expect(spanOf(outbound('`Cost ce‸ntre` <- sn'))).toBe('`Cost centre`');
    expect(spanOf(inbound('scope employeeType == "st‸"'))).toBe('st');
  });

  it('answers at every offset of a program, and of every beginning of it', () => {
    const text = `${PRELUDE}${outbound('scope sn is present\n dn <- "CN=${sn},${cs.dn}"\n title <- manager.sn ?? `x y`')}`;
    for (let offset = 0; offset <= text.length; offset++) {
      offered(`${text.slice(0, offset)}‸${text.slice(offset)}`);
      if (offset % 3 === 0) offered(`${text.slice(0, offset)}‸`);
    }
  });
});
