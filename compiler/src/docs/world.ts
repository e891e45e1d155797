// The two connected systems that the examples of the catalogue are about: a personnel system and a directory.

const text = { type: 'string' } as const;
const exact = { type: 'string', matching: 'exact' } as const;
const anyCase = { type: 'string', matching: 'ignoreCase' } as const;

const hr = {
  format: 'syncrule-schema/1',
  types: {
    person: {
      anchor: 'employeeNumber',
      attributes: {
        employeeNumber: { ...exact, always: true, writable: 'never' },
        employeeType: { ...text, oneOf: ['staff', 'intern', 'vendor'] },
        givenName: text,
        sn: text,
        title: text,
        mail: text,
        birthName: text,
        level: { type: 'integer' },
        endDate: { type: 'date' },
        active: { type: 'boolean' },
        proxyAddresses: { ...text, many: true },
        manager: { type: 'ref', to: ['person'] },
      },
    },
  },
};

const corp = {
  format: 'syncrule-schema/1',
  attributeNames: 'ignoreCase',
  naming: 'dn',
  references: 'name',
  types: {
    user: {
      anchor: 'objectGUID',
      objectClass: ['top', 'person', 'organizationalPerson', 'user'],
      attributes: {
        objectGUID: { type: 'binary', always: true, writable: 'never' },
        dn: { type: 'dn', always: true, required: true },
        sAMAccountName: { ...anyCase, required: true },
        employeeID: { ...anyCase, unique: true },
        cn: { ...anyCase, writable: 'never' },
        displayName: anyCase,
        mail: anyCase,
        title: anyCase,
        oldTitle: { ...anyCase, deprecated: 'use title' },
        department: anyCase,
        proxyAddresses: { ...anyCase, many: true },
        manager: { type: 'ref', to: ['user'] },
        enabled: { type: 'boolean' },
      },
    },
    group: {
      anchor: 'objectGUID',
      attributes: {
        objectGUID: { type: 'binary', always: true, writable: 'never' },
        dn: { type: 'dn', always: true, required: true },
        cn: { ...anyCase, writable: 'never' },
        member: { type: 'ref', many: true, to: ['user'] },
      },
    },
  },
};

/** The files around an example: its schemas, and the connectors that name them. */
export const exampleWorld: Readonly<Record<string, string>> = {
  'world.syncrule': 'connector hr   { schema "hr.json" }\nconnector corp { schema "corp.json" }\n',
  'hr.json': JSON.stringify(hr),
  'corp.json': JSON.stringify(corp),
};
