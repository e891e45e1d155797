// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// What looks beyond one object: `every`, `unique`, accounts, passwords, `after`, `unclaimed`: findings, and what they are lowered to.
import type { Expr } from '@syncrule/runtime/plan';
import { describe, expect, it } from 'vitest';
import { exprsIn } from './expr-walk.js';
import { checkText } from './testing/check.js';

const PRELUDE = `
namespace logins { corp.user: sAMAccountName  person: proxyAddresses }
metaverse team {
  code: string exact
  lead: ref person
  open: date
  login: string = unique(logins, code)
  mail: string = "\${login}@x"
}
rule admins from person to corp.user as admin { scope employeeId is present }
`;

const team = (clauses: string) => `${PRELUDE} rule teams from team to corp.group { ${clauses} }`;
const user = (clauses: string) => `${PRELUDE} rule users from person to corp.user { ${clauses} }`;
const derived = (expression: string, type = 'integer') =>
  `${PRELUDE} metaverse site { code: string  x: ${type} = ${expression} }`;

/** Code and text of each finding. */
const found = (text: string): readonly string[] =>
  checkText(text).diagnostics.map(
    ({ code, location: { file, span } }) => `${code} ${file.text.slice(span.start, span.end)}`,
  );

const TABLES: readonly (readonly [
  title: string,
  cases: readonly (readonly [text: string, ...findings: string[]])[],
])[] = [
  [
    'every (T12)',
    [
      [team('member <- every person p where p.department == code')],
      [team('member <- every person p where p.manager == lead and p.kind == "employee"')],
      [team('member <- every person p where p.department in ["IT", "HR"]')],
      [team('member <- every person p where code in p.proxyAddresses')],
      [team('member <- every person p where p.manager.department == code')],
      [team('let d = code member <- every person p where p.department == d and p.endDate < today("UTC")')],
      [team('member <- every person p where p.endDate == open')],
      [team('member <- every person p where p.department == code and p.goneSince is absent')],
      [derived('count(every person p where p.department == code)')],
      [derived('only(every person p where p.employeeId == code)', 'ref person')],
      [
        team('scope count(every person p where p.department == code) > 1'),
        'SR3801 every person p where p.department == code',
      ],
      [team('let n = count(every person p where p.department == code) scope n > 1'), 'SR3015 n'],
      [team('let n = count(every person p where p.department == code) join n == cs.size'), 'SR3015 n', 'SR3102 size'],
      [
        `${PRELUDE} rule p from hr.person to person { title <- text(count(every team t where t.code == title)) }`,
        'SR3801 every team t where t.code == title',
      ],
      [team('member <- every person p where p.kind is present'), 'SR3802 p.kind is present'],
      [team('member <- every person p where p.endDate == today("UTC")')],
      [team('member <- every person p where p.endDate > today("UTC")'), 'SR3802 p.endDate > today("UTC")'],
      [team('member <- every person p where p.sn == p.givenName'), 'SR3802 p.sn == p.givenName'],
      [team('member <- every persn p where p.department == code'), 'SR3804 persn'],
      [team('member <- every person p where p.departmen == code'), 'SR3106 departmen'],
      [
        team('member <- every person code where code.department == code'),
        'SR3113 code',
        'SR3129 code.department == code',
      ],
    ],
  ],
  [
    'unique (X2)',
    [
      [user('mail <- unique(logins, sn)')],
      [user('mail <- once lower(unique(logins, sn, givenName, n => "${sn}${n}")) ?? error("no name")')],
      [user('let name = unique(logins, sn) mail <- name displayName <- name')],
      [user('scope unique(logins, sn) is present'), 'SR3811 unique(logins, sn)'],
      [user('mail <- joinText(map(proxyAddresses, a => unique(logins, a)), ",")'), 'SR3812 unique(logins, a)'],
      [user('mail <- if unique(logins, sn) is present then sn'), 'SR3812 unique(logins, sn)'],
      [user('mail <- unique(logins, sn) ?? unique(logins, mail)'), 'SR3813 unique(logins, mail)'],
      [user('mail <- unique(logins, n => "${sn}${n}")'), 'SR3814 unique(logins, n => "${sn}${n}")'],
      [user('mail <- unique("logins", sn)'), 'SR3814 "logins"'],
      [user('mail <- unique(login, sn)'), 'SR3815 login'],
      [user('mail <- unique(logins, endDate)'), 'SR3120 endDate'],
    ],
  ],
  [
    'what rests on a name (X6)',
    [
      [team('scope login is present member <- lead')],
      [team('scope not (login is absent) member <- lead')],
      [team('let l = login sAMAccountName <- l')],
      [team('scope login == "x"'), 'SR3505 login'],
      [team('scope mail is present'), 'SR3505 mail'],
      [team('let l = login scope l is present'), 'SR3505 l'],
      [team('join login == cs.sAMAccountName'), 'SR3505 login'],
      [team('scope lead is present provision when endsWith(mail, "x") deprovision delete'), 'SR3505 mail'],
      [
        `${PRELUDE} metaverse site { owner: ref team } rule s from site to corp.group { scope owner.mail is present }`,
        'SR3505 owner.mail',
      ],
      [`${PRELUDE} rule t from hr.person to team { join id == mv.login }`, 'SR3505 mv.login'],
    ],
  ],
  [
    'accounts (N1, N2, X4)',
    [
      [user('manager <- account(manager, admin)')],
      [user('manager <- if kind == "vendor" then account(manager, admin) else manager')],
      [team('member <- account(every person p where p.department == code, admin) + [lead]')],
      [team('member <- [account(lead, admin), lead]')],
      [user('manager <- account(manager, admn)'), 'SR3822 admn'],
      [user('manager <- account(manager, "admin")'), 'SR3823 "admin"'],
      [user('manager <- account(manager)'), 'SR3823 account(manager)'],
      [user('manager <- account(sn, admin)'), 'SR3824 sn'],
      [user('manager <- account(cs.manager, admin)'), 'SR3824 cs.manager'],
      [user('manager <- first(account([manager], admin))'), 'SR3821 account([manager], admin)'],
      [user('let m = account(manager, admin) manager <- m'), 'SR3821 account(manager, admin)'],
      [`rule p from hr.person as main to person as x { join id == mv.employeeId }`, 'SR3011 x'],
    ],
  ],
  [
    'secrets and passwords (X3, F8)',
    [
      [user('unicodePwd <- once newPassword(20)')],
      [user('unicodePwd <- once (newPassword(20))')],
      [user('unicodePwd <- cs.unicodePwd')],
      [user('unicodePwd <- newPassword(20)'), 'SR3831 newPassword(20)'],
      [user('unicodePwd <- once if sn is present then newPassword(20)'), 'SR3831 newPassword(20)'],
      [user('mail <- once newPassword(20)'), 'SR3831 newPassword(20)'],
      [user('unicodePwd <- once newPassword(7)'), 'SR3411 7'],
      [user('unicodePwd <- once newPassword(level)'), 'SR3411 level'],
      [user('unicodePwd <- once "secret"'), 'SR3143 "secret"'],
      [user('mail <- cs.unicodePwd'), 'SR3143 cs.unicodePwd'],
      [user('mail <- "${cs.unicodePwd}"'), 'SR3143 cs.unicodePwd'],
      [user('let p = cs.unicodePwd mail <- p'), 'SR3143 p'],
    ],
  ],
  [
    'after (R2)',
    [
      [
        `param grace: duration ${user('provision deprovision delete after param.grace + 1d dn <- "CN=x" sAMAccountName <- "x"')}`,
      ],
      [user('provision deprovision keep after 0d dn <- "CN=x" sAMAccountName <- "x"')],
      [user('provision deprovision delete after 1d * 2 dn <- "CN=x" sAMAccountName <- "x"'), 'SR3307 1d * 2'],
      [user('provision deprovision delete after 30 dn <- "CN=x" sAMAccountName <- "x"'), 'SR3307 30'],
      [
        user('provision deprovision delete after endDate - startDate dn <- "CN=x" sAMAccountName <- "x"'),
        'SR3307 endDate',
      ],
      [user('provision deprovision delete after 1d - 2d dn <- "CN=x" sAMAccountName <- "x"'), 'SR3308 1d - 2d'],
    ],
  ],
  [
    'unclaimed (R2, R3, N4)',
    [
      [user('unclaimed delete')],
      [user('unclaimed delete when cs.mail is absent and cs.manager.title == "x"')],
      [user('let has = cs.mail is present unclaimed delete when not has')],
      [user('unclaimed delete when sn is absent'), 'SR3024 sn'],
      [user('let has = sn is present unclaimed delete when has'), 'SR3015 has'],
      [user('unclaimed delete when cs.manager == self'), 'SR3112 self'],
      ['rule p from hr.person to person { unclaimed delete }', 'SR3302 unclaimed'],
      [user('unclaimed delete unclaimed delete'), 'SR3301 unclaimed'],
    ],
  ],
  [
    'namespaces (X5)',
    [
      ['namespace a { corp.user: sAMAccountName  corp.user: mail  hr.person: [mail, id] }'],
      ['namespace a { corp.user: userAccountControl }', 'SR3027 userAccountControl'],
      ['namespace a { corp.user: manager.mail }', 'SR3028 manager.mail'],
      ['namespace a { hr.person: if endDate < today("UTC") then mail }', 'SR3028 if endDate < today("UTC") then mail'],
      ['namespace a { corp.user: unique(a, mail) }', 'SR3811 unique(a, mail)'],
      ['namespace a { corp.user: cs.mail }', 'SR3104 cs.mail'],
      ['namespace a { corp.usr: mail }', 'SR3004 usr'],
      ['namespace a { corp.user: mail } namespace a { corp.user: mail }', 'SR3001 a', 'SR3001 a'],
    ],
  ],
  [
    'goneSince (5.8, R4)',
    [
      [team('scope goneSince is absent member <- lead')],
      [team('scope goneSince < now() member <- lead')],
      ['metaverse x { goneSince: date }', 'SR3019 goneSince'],
      ['rule p from hr.person to person { goneSince <- absent }', 'SR3402 goneSince'],
      [
        'rule p from hr.person to person { join id == mv.employeeId and mv.goneSince is absent }',
        'SR3503 mv.goneSince is absent',
      ],
    ],
  ],
];

for (const [title, cases] of TABLES) {
  describe(title, () => {
    for (const [text, ...findings] of cases) {
      it(text.replace(PRELUDE, '').trim(), () => expect(found(text)).toEqual(findings));
    }
  });
}

describe('what they are lowered to', () => {
  const everyIn = (text: string) => {
    const { program } = checkText(text);
    const flows = program.rules.flatMap((rule) => rule.plan.flows.map((flow) => flow.of));
    const exprs: Expr[] = [
      ...flows,
      ...program.metaverse.flatMap(({ plan }) => plan.attributes.flatMap((a) => a.derived ?? [])),
    ];
    const every = exprs.flatMap(exprsIn).find((expr) => expr.op === 'every');
    if (every?.op !== 'every') throw new Error('no every');
    return { ...every, keyOf: program.keys[every.key] };
  };
  const code = { op: 'source', attribute: 'code' } as const;
  const own = (attribute: string) => ({ op: 'source', attribute }) as const;

  it('an equation is the key; what the member alone decides is its condition; the rest is asked of each member', () => {
    const every = everyIn(
      team('member <- every person p where p.department == code and p.kind == "employee" and p.manager != lead'),
    );
    expect(every.keyOf).toEqual({
      type: 'person',
      parts: [{ of: own('department'), by: 'exact' }],
      conditions: [{ op: 'equal', left: own('kind'), right: { op: 'const', value: 'employee' }, by: 'exact' }],
    });
    expect(every.links).toEqual([code]);
    expect(every.condition).toMatchObject({ op: 'unequal', left: { op: 'through', attribute: 'manager' } });
  });
  it('a comparison with a constant finds the members where nothing else does', () => {
    const every = everyIn(team('member <- every person p where p.kind == "employee"'));
    expect(every.keyOf?.parts).toEqual([{ of: own('kind'), by: 'exact' }]);
    expect([every.links, every.condition]).toEqual([[{ op: 'const', value: 'employee' }], undefined]);
  });
  it('what moves with time stays outside of the key', () => {
    const every = everyIn(team('member <- every person p where p.department == code and p.endDate < today("UTC")'));
    expect(every.keyOf?.conditions).toEqual([]);
    expect(every.condition).toMatchObject({ op: 'less', right: { op: 'today' } });
  });
  it('a path is read from the member', () => {
    const every = everyIn(team('member <- every person p where p.manager.department == code'));
    expect(every.keyOf?.parts[0]?.of).toEqual({
      op: 'through',
      of: own('manager'),
      attribute: 'department',
      side: 'mv',
      types: ['person'],
    });
  });
  it.each<[text: string, places: unknown]>([
    [derived('unique(logins, code)', 'string'), { type: 'site', name: 'x' }],
    [user('mail <- unique(logins, sn)'), { type: 'corp.user', name: 'mail' }],
    [user('let l = unique(logins, sn) mail <- l'), { type: 'corp.user', name: 'l' }],
    [
      `${PRELUDE} flows f from person to corp.user { let l = unique(logins, sn) mail <- l } rule u from person to corp.user as admin { include f }`,
      { type: 'corp.user', account: 'admin', name: 'l' },
    ],
  ])('what a name belongs to (X2): %s', (text, place) => {
    const { program } = checkText(text);
    const exprs = [
      ...program.rules.flatMap(({ plan }) => [...plan.lets, ...plan.flows].map(({ of }) => of)),
      ...program.metaverse
        .filter(({ plan }) => plan.name === 'site')
        .flatMap(({ plan }) => plan.attributes.flatMap((a) => a.derived ?? [])),
    ];
    const places = exprs.flatMap(exprsIn).flatMap((expr) => (expr.op === 'unique' ? [expr.place] : []));
    expect(places).toEqual([place]);
  });
  it('a password is its length, and nothing of it is in the plan', () => {
    const { program } = checkText(user('unicodePwd <- once newPassword(20)'));
    const flow = program.rules.flatMap(({ plan }) => plan.flows).find(({ target }) => target === 'unicodePwd');
    expect(flow).toMatchObject({ mode: 'once', of: { op: 'newPassword', length: 20 } });
  });
});
