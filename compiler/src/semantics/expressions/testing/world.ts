// A small world for tests of expressions: people, and their accounts in a directory.
import type { ValueType } from '@syncrule/runtime/plan';
import type { Matching } from '../../scope.js';

export interface TestAttribute {
  readonly type: ValueType;
  readonly matching?: Matching;
  readonly certain?: true;
}

const one = (scalar: ValueType['scalar'], more: Omit<TestAttribute, 'type'> = {}): TestAttribute => ({
  type: { scalar, many: false },
  ...more,
});
const text = (more: Omit<TestAttribute, 'type'> = {}): TestAttribute =>
  one('string', { matching: 'ignoreCase', ...more });
const texts: TestAttribute = { type: { scalar: 'string', many: true }, matching: 'ignoreCase' };
const ref = (to: readonly string[] | undefined, many = false): TestAttribute => ({
  type: { scalar: 'ref', many, ...(to === undefined ? {} : { to }) },
});

export const statuses = ['active', 'future', 'left'];

export const attributes: Readonly<Record<string, Readonly<Record<string, TestAttribute>>>> = {
  person: {
    id: text({ certain: true, matching: 'exact' }),
    employeeId: text({ matching: 'exact' }),
    surname: text(),
    givenName: text(),
    department: text({ matching: 'exact' }),
    mail: text(),
    mails: texts,
    status: { type: { scalar: 'string', many: false, oneOf: statuses }, matching: 'exact' },
    level: one('integer'),
    isManager: one('boolean'),
    startDate: one('date'),
    endDate: one('date'),
    lastSeen: one('datetime'),
    photo: one('binary'),
    home: one('dn'),
    manager: ref(['person']),
    owner: ref(undefined),
    reports: ref(['person'], true),
    department2: ref(['department']),
  },
  department: {
    code: one('integer'),
    surname: text(),
    levels: { type: { scalar: 'integer', many: true } },
  },
  group: { code: text(), surname: text() },
  'corp.user': {
    dn: one('dn', { certain: true }),
    displayName: text(),
    description: text(),
    mail: text(),
    cn: text(),
    enabled: one('boolean'),
    userAccountControl: one('integer'),
    accountExpires: one('datetime'),
    proxyAddresses: texts,
    manager: ref(['corp.user']),
    memberOf: ref(['corp.group'], true),
    secretary: ref(undefined),
    unicodePwd: one('secret'),
    'employeeOrgData.costCenter': text(),
    'employeeOrgData.division': text(),
  },
  'corp.group': { dn: one('dn', { certain: true }), member: ref(undefined, true) },
};

export const params: Readonly<Record<string, ValueType>> = {
  zone: { scalar: 'string', many: false },
  domain: { scalar: 'string', many: false },
  directory: { scalar: 'dn', many: false },
};
