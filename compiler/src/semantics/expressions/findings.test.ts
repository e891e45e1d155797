// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
import { describe, expect, it } from 'vitest';
import { applied, checkExpression, checkFlow, type Finding, type Options } from './testing/fixture.js';

interface Case {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly options?: Options;
}
const wrong = (text: string, ...findings: readonly Finding[]): Case => ({ text, findings });

describe('what is wrong is reported once, at the smallest place', () => {
  const table: readonly Case[] = [
    // Names (N3 to N9)
    wrong('surnam', ['SR3101', 'surnam']),
    wrong('level-1', ['SR3101', 'level-1']),
    wrong('upper(surnam)', ['SR3101', 'surnam']),
    wrong('surnam == givenNam', ['SR3101', 'surnam'], ['SR3101', 'givenNam']),
    wrong('cs.displaynam', ['SR3102', 'displaynam']),
    wrong('param.zon', ['SR3103', 'zon']),
    wrong('mv.surname', ['SR3104', 'mv.surname']),
    wrong('manager.surnam', ['SR3106', 'surnam']),
    wrong('cs.employeeOrgData.cost', ['SR3106', 'cost']),
    wrong('cs.manager.employeeOrgData', ['SR3106', 'employeeOrgData']),
    wrong('surname.length', ['SR3107', 'surname']),
    wrong('cs.employeeOrgData', ['SR3108', 'cs.employeeOrgData']),
    wrong('owner.code', ['SR3109', 'code']),
    wrong('same', ['SR3110', 'same']),
    wrong('uper(surnam)', ['SR3114', 'uper'], ['SR3101', 'surnam']),
    wrong('left(surname)', ['SR3115', 'left(surname)']),
    wrong('now(1)', ['SR3115', 'now(1)']),
    wrong('upper(x => x)', ['SR3116', 'x => x']),
    wrong('filter(mails, true)', ['SR3117', 'true']),
    wrong('map(mails, m => map(mails, m => m))', ['SR3113', 'm'], ['SR3204', 'map(mails, m => m)']),
    // Texts
    wrong('"${endDate}"', ['SR3126', 'endDate']),
    wrong('"${mails}"', ['SR3202', 'mails']),
    wrong('"${surnam}${isManager}"', ['SR3101', 'surnam'], ['SR3126', 'isManager']),
    wrong('status == "lft"', ['SR3121', '"lft"']),
    wrong('"lft" == status', ['SR3121', '"lft"']),
    wrong('status in ["left", "actve"]', ['SR3121', '"actve"']),
    wrong('status ?? "x"', ['SR3121', '"x"']),
    wrong('status == "${surname}"', ['SR3122', '"${surname}"']),
    // Operators
    wrong('surname + level', ['SR3127', 'surname + level']),
    wrong('level * startDate', ['SR3127', 'level * startDate']),
    wrong('mails - surname', ['SR3202', 'mails']),
    wrong('-surname', ['SR3128', 'surname']),
    wrong('surname == level', ['SR3129', 'surname == level']),
    wrong('manager == cs.manager', ['SR3129', 'manager == cs.manager']),
    wrong('home == surname', ['SR3129', 'home == surname']),
    wrong('employeeId < "10"', ['SR3130', 'employeeId < "10"']),
    wrong('isManager < true', ['SR3130', 'isManager < true']),
    wrong('mails == surname', ['SR3202', 'mails']),
    wrong('mails in mails', ['SR3202', 'mails']),
    wrong('surname in givenName', ['SR3132', 'givenName']),
    wrong('level in mails', ['SR3129', 'level in mails']),
    wrong('cs.unicodePwd == "x"', ['SR3143', 'cs.unicodePwd']),
    wrong('cs.unicodePwd is present', ['SR3143', 'cs.unicodePwd']),
    wrong('upper(cs.unicodePwd)', ['SR3143', 'cs.unicodePwd']),
    // Conditions (T7)
    wrong('surname and isManager', ['SR3120', 'surname']),
    wrong('if surname then 1', ['SR3120', 'surname']),
    wrong('not mails', ['SR3120', 'mails']),
    // Choices
    wrong('if isManager then surname else level', ['SR3133', 'level']),
    wrong('surname ?? level', ['SR3133', 'level']),
    wrong('[surname, level]', ['SR3133', 'level']),
    wrong('[mails]', ['SR3204', 'mails']),
    wrong('case lastSeen { "a": 1 }', ['SR3134', 'lastSeen']),
    wrong('case mails { "a": 1 }', ['SR3202', 'mails']),
    wrong('case level { "a": 1 }', ['SR3135', '"a"']),
    wrong('case status { "lft": 1 }', ['SR3121', '"lft"']),
    wrong('case surname { "a": 1, "A": 2 }', ['SR3136', '"A"']),
    wrong('case employeeId { "a": 1, "A": 2 }'),
    wrong('case level { else: 1, 2: 3 }', ['SR3137', 'else: 1']),
    wrong('id ?? surname', ['SR3203', 'surname']),
    wrong('if surname is present then surname ?? id', ['SR3203', 'id']),
    // Outcomes (F2)
    wrong('clear', ['SR3140', 'clear']),
    wrong('keep ?? surname', ['SR3141', 'keep']),
    wrong('upper(error("x"))', ['SR3142', 'error("x")']),
    // Functions
    wrong('upper(level)', ['SR3120', 'level']),
    wrong('without(mails, [level])', ['SR3120', '[level]']),
    wrong('left(surname, mails)', ['SR3120', 'mails']),
    wrong('left(surname, cs.userAccountControl ?? 1)'),
    wrong('parts(mails)', ['SR3205', 'parts(mails)']),
    wrong('label(surname, mails)', ['SR3201', 'mails']),
    wrong('label(surname)', ['SR3115', 'label(surname)']),
    wrong("matches(surname, '(')", ['SR3119', "'('"]),
    wrong('matches(surname, surname)', ['SR3118', 'surname']),
    wrong('startOfDay(endDate, "Europe/Berln")', ['SR3119', '"Europe/Berln"']),
    // Time (X1)
    wrong('now()', ['SR3701', 'now()']),
    wrong('today(param.zone) + 3d', ['SR3701', 'today(param.zone) + 3d']),
    wrong('upper(formatDate(today(param.zone), "yyyy"))', ['SR3701', 'today(param.zone)']),
    wrong('(now() - lastSeen) + 3d > 10d', ['SR3701', '(now() - lastSeen)']),
    wrong('now() is present', ['SR3701', 'now()']),
    wrong('isOver(today(param.zone))', ['SR3701', 'today(param.zone)']),
    wrong('now() < now()', ['SR3702', 'now() < now()']),
    wrong('now() == lastSeen', ['SR3703', '==']),
    wrong('endDate < now()', ['SR3704', 'endDate < now()']),
    wrong('lastSeen - startDate > 3d', ['SR3704', 'lastSeen - startDate']),
    wrong('endDate + 90min', ['SR3705', '90min']),
    wrong('today("Europe/Berln") > endDate', ['SR3706', '"Europe/Berln"']),
    // Looking beyond one object (T12, X2)
    wrong('every person p where p.level == 1'),
    wrong('count(every person p where p.surnam == surname)', ['SR3106', 'surnam']),
    wrong('upper(unique(names, surnam))', ['SR3815', 'names'], ['SR3101', 'surnam']),
  ];
  for (const { text, findings } of table) {
    it(text, () => expect(checkExpression(text).findings).toEqual(findings));
  }
});

describe('what does not fit its place is reported there', () => {
  const table: readonly (readonly [target: string, text: string, ...findings: Finding[]])[] = [
    ['mail', 'mails', ['SR3201', 'mails']],
    ['mail', 'level', ['SR3120', 'level']],
    ['mail', 'if isManager then level else surname', ['SR3120', 'level']],
    ['mail', 'same ?? (if isManager then mails)', ['SR3201', 'mails']],
    ['proxyAddresses', 'mail'],
    ['proxyAddresses', 'if isManager then mail else mails'],
    ['proxyAddresses', '[mail, level]', ['SR3120', 'level']],
    ['proxyAddresses', '[]'],
    ['enabled', 'same', ['SR3111', 'same']],
    ['manager', 'manager'],
    ['manager', 'cs.manager'],
    ['manager', 'same ?? "CN=boss,DC=corp"'],
    ['manager', 'manager ?? cs.memberOf', ['SR3201', 'cs.memberOf']],
    ['manager', 'department2'],
    ['manager', 'surname', ['SR3120', 'surname']],
    ['manager', '"boss"', ['SR3123', 'boss']],
    ['memberOf', 'manager'],
    ['unicodePwd', 'surname', ['SR3143', 'surname']],
    ['displayName', 'cs.unicodePwd', ['SR3143', 'cs.unicodePwd']],
    ['displayName', 'clear'],
    ['displayName', 'surname ?? keep'],
    ['displayName', 'if isManager then clear else (surname ?? error("no ${surname}"))'],
    ['displayName', 'case level { 1: keep, else: clear }'],
    ['displayName', 'upper(surname ?? error("x"))', ['SR3142', 'error("x")']],
    ['displayName', 'if error("x") then surname', ['SR3142', 'error("x")']],
    ['accountExpires', 'now()', ['SR3701', 'now()']],
    ['displayName', 'now()', ['SR3120', 'now()']],
  ];
  for (const [target, text, ...findings] of table) {
    it(`${target} <- ${text}`, () => expect(checkFlow(target, text).findings).toEqual(findings));
  }
  it('a let may fail, but not clear', () => {
    expect(checkExpression('surname ?? error("x")', { position: 'let' }).findings).toEqual([]);
    expect(checkExpression('surname ?? clear', { position: 'let' }).findings).toEqual([['SR3140', 'clear']]);
  });
  it('time may stand anywhere in an inbound `once`', () => {
    const text = 'formatDate(today(param.zone), "yyyy")';
    expect(checkExpression(text, { kind: 'inbound', position: 'flow', moving: 'anywhere' }).findings).toEqual([]);
  });
  it('a let may move', () => {
    const { typed, findings } = checkExpression('today(param.zone) + 3d', { position: 'let' });
    expect([typed.moves, findings]).toEqual([true, []]);
    const lets = new Map([['soon', typed]]);
    expect(checkExpression('soon > endDate', { lets }).findings).toEqual([]);
    expect(checkExpression('[soon]', { lets }).findings).toEqual([['SR3701', 'soon']]);
  });
});

describe('distinguished names (T3)', () => {
  const table: readonly (readonly [text: string, ...findings: Finding[]])[] = [
    ['"CN=${surname},OU=${department ?? "People"},${param.directory}"'],
    ['"CN=${surname}-${level},DC=x"'],
    ['"CN=${surname}+UID=${id},DC=x"'],
    ['"${home}"'],
    ['"CN=x,${if isManager then home else "DC=y"}"'],
    ["'CN=Smith\\, John,DC=x'"],
    ['"1.2.840=x,DC=y"'],
    ["'CN=#0403414243,DC=x'"],
    ['""', ['SR3123', '""']],
    ['"CN"', ['SR3123', 'CN']],
    ['"CN=a,,DC=x"', ['SR3123', ',']],
    ['"CN=a, DC=x"', ['SR3123', ' DC']],
    ['"CN=a ,DC=x"', ['SR3123', ' ']],
    ['"CN= a,DC=x"', ['SR3123', ' ']],
    ['"CN=,DC=x"', ['SR3123', ',']],
    ['"CN=a<b,DC=x"', ['SR3123', '<']],
    ['"${surname}=a,DC=x"', ['SR3123', '${surname}']],
    ['"CN=a,OU${home}"', ['SR3123', 'OU']],
    ['"CN=${home},DC=x"', ['SR3125', 'home']],
    ['"CN=${surname},${surname}"', ['SR3124', 'surname']],
    ['"CN=${mails},DC=x"', ['SR3202', 'mails']],
    ['"CN=${endDate},DC=x"', ['SR3125', 'endDate']],
  ];
  for (const [text, ...findings] of table) {
    it(text, () => expect(checkFlow('dn', text).findings).toEqual(findings));
  }
});

describe('fixes', () => {
  const table: readonly (readonly [text: string, ...mended: string[]])[] = [
    ['surnam', 'surname'],
    ['level-1', 'level - 1'],
    ['zone', 'param.zone'],
    ['mv.surname', 'surname'],
    ['"${mails}"', '"${joinText(mails, ", ")}"'],
    ['"${endDate}"', '"${formatDate(endDate, "yyyy-MM-dd")}"'],
    ['status == "lft"', 'status == "left"'],
    ['surname == level', 'number(surname) == level', 'surname == text(level)'],
    ['employeeId < "10"', 'number(employeeId) < 10'],
    ['mails == surname', 'surname in mails'],
    ['mails != surname', 'not surname in mails'],
    ['level > department2.levels', 'any(department2.levels, x => level > x)'],
    ['surname in givenName', 'surname == givenName'],
    ['id ?? surname', 'id'],
    [
      'label(surname, mails)',
      'label(surname, first(mails))',
      'label(surname, only(mails))',
      'label(surname, joinText(mails, ", "))',
    ],
    ['addMonths(today(param.zone), 3) > endDate', 'today(param.zone) > addMonths(endDate, -3)'],
    ['endDate < addMonths(today(param.zone), -3)', 'addMonths(endDate, 3) < today(param.zone)'],
    [
      'endDate < now()',
      'startOfDay(endDate, param.zone) < now()',
      'endOfDay(endDate, param.zone) < now()',
      'endDate < today(param.zone)',
    ],
  ];
  for (const [text, ...mended] of table) {
    it(`${text} → ${mended.join(' or ')}`, () => {
      const [diagnostic] = checkExpression(text).diagnostics;
      if (diagnostic === undefined) throw new Error('nothing was reported');
      expect(diagnostic.fixes.map((_, index) => applied(diagnostic, index))).toEqual(mended);
      for (const each of mended) expect(checkExpression(each).findings).toEqual([]);
    });
  }
});
