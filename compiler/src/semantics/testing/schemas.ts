// Schemas and declarations that tests and the catalogue's examples rest on.
import { type SourceFile, sourceFile } from '../../source/index.js';

const text = { type: 'string' };
const loose = { type: 'string', matching: 'ignoreCase' };

/** A source without names: people with an identifier. */
const HR = {
  format: 'syncrule-schema/1',
  types: {
    person: {
      anchor: 'id',
      attributes: {
        id: { type: 'string', always: true, unique: true },
        givenName: loose,
        sn: loose,
        mail: loose,
        title: loose,
        department: text,
        kind: { type: 'string', oneOf: ['employee', 'vendor'] },
        startDate: { type: 'date' },
        endDate: { type: 'date' },
        active: { type: 'boolean' },
        level: { type: 'integer' },
        tags: { type: 'string', many: true },
        manager: { type: 'ref', to: ['person'] },
        'address.city': text,
        'address.street': text,
      },
    },
    contractor: { attributes: { id: { type: 'string', always: true }, sn: loose, mail: loose, sponsor: text } },
  },
};

/** A directory: names, bits, attributes that are written once or never. */
const CORP = {
  format: 'syncrule-schema/1',
  attributeNames: 'ignoreCase',
  naming: 'dn',
  references: 'name',
  types: {
    user: {
      anchor: 'objectGUID',
      attributes: {
        objectGUID: { type: 'binary', always: true, writable: 'never' },
        objectSid: { type: 'binary', writable: 'never' },
        dn: { type: 'dn' },
        cn: { type: 'string', matching: 'ignoreCase', always: true, writable: 'never' },
        employeeID: loose,
        employeeType: { type: 'string', writable: 'create' },
        sAMAccountName: { type: 'string', matching: 'ignoreCase', required: true },
        displayName: loose,
        mail: loose,
        title: loose,
        oldTitle: { type: 'string', deprecated: 'use title' },
        userAccountControl: { type: 'integer' },
        enabled: { type: 'boolean', bit: { of: 'userAccountControl', mask: 2, inverted: true } },
        proxyAddresses: { type: 'string', matching: 'ignoreCase', many: true },
        manager: { type: 'ref', to: ['user'] },
        unicodePwd: { type: 'secret' },
      },
    },
    group: { attributes: { dn: { type: 'dn' }, sAMAccountName: loose, member: { type: 'ref', many: true } } },
  },
};

const file = (path: string, schema: unknown): [string, SourceFile] => [
  path,
  sourceFile(path, JSON.stringify(schema, null, 2)),
];

export const testSchemas: ReadonlyMap<string, SourceFile> = new Map([
  file('schemas/hr.json', HR),
  file('schemas/corp.json', CORP),
]);

/** Declares the connectors and the metaverse type `person` that examples use. */
export const TEST_PRELUDE = `
connector hr   { schema "schemas/hr.json" }
connector corp { schema "schemas/corp.json" }

metaverse person {
  employeeId:     string exact
  givenName:      string
  sn:             string
  mail:           string
  title:          string
  department:     string
  kind:           "employee" | "vendor"
  startDate:      date
  endDate:        date
  proxyAddresses: string[]
  manager:        ref person
  displayName:    string
}
`;
