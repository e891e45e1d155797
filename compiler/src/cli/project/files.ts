// A new project: a program that compiles, with schemas, sample data, a test and a configuration.
import { PEOPLE, TESTS } from './rules.js';

const HR_SCHEMA = `{
  "format": "syncrule-schema/1",
  "title": "People as HR knows them: one row of a CSV file for each",
  "types": {
    "person": {
      "anchor": "number",
      "attributes": {
        "number": { "type": "string", "always": true, "unique": true, "doc": "Personnel number; never given twice." },
        "givenName": { "type": "string" },
        "sn": { "type": "string" },
        "title": { "type": "string" },
        "endDate": { "type": "date", "doc": "The last working day." },
        "manager": { "type": "ref", "to": ["person"] }
      }
    }
  }
}
`;

const CORP_SCHEMA = `{
  "format": "syncrule-schema/1",
  "title": "The directory: an LDIF file; \\"kind\\": \\"ldap\\" in syncrule.config.json speaks to a server",
  "attributeNames": "ignoreCase",
  "naming": "dn",
  "references": "name",
  "types": {
    "user": {
      "anchor": "uid",
      "objectClass": ["top", "person", "organizationalPerson", "inetOrgPerson"],
      "attributes": {
        "dn": { "type": "dn", "always": true, "required": true },
        "uid": { "type": "string", "always": true, "required": true, "unique": true, "writable": "create", "matching": "ignoreCase" },
        "cn": { "type": "string", "required": true, "matching": "ignoreCase" },
        "sn": { "type": "string", "required": true, "matching": "ignoreCase" },
        "title": { "type": "string", "matching": "ignoreCase" },
        "manager": { "type": "ref", "to": ["user"] }
      }
    }
  }
}
`;

const HR_DATA = `number,givenName,sn,title,endDate,manager
1001,Ada,Lovelace,Engineer,,1003
1002,Grace,Hopper,Admiral,,1003
1003,Mary,Somerville,Director,,
`;

const CORP_DATA = `version: 1

dn: dc=corp,dc=example
objectClass: top
objectClass: domain
dc: corp

dn: ou=people,dc=corp,dc=example
objectClass: top
objectClass: organizationalUnit
ou: people
`;

const CONFIG = `{
  "plan": "plan.json",
  "store": ".syncrule/space.db",
  "connectors": {
    "hr": { "kind": "csv", "schema": "schemas/hr.json", "settings": { "files": { "person": "data/hr.csv" } } },
    "corp": { "kind": "ldif", "schema": "schemas/corp.json", "settings": { "path": "data/corp.ldif" } }
  }
}
`;

const IGNORED = `# What is made from the rules, and the state of the engine, which holds data about people.
plan.json
.syncrule/
`;

/** Paths relative to the project, and contents. */
export const PROJECT: ReadonlyMap<string, string> = new Map([
  ['people.syncrule', PEOPLE],
  ['tests.syncrule', TESTS],
  ['schemas/hr.json', HR_SCHEMA],
  ['schemas/corp.json', CORP_SCHEMA],
  ['data/hr.csv', HR_DATA],
  ['data/corp.ldif', CORP_DATA],
  ['syncrule.config.json', CONFIG],
  ['.gitignore', IGNORED],
]);

/** Those that hold people's data: for their owner alone. */
export const isData = (path: string): boolean => path.startsWith('data/');
