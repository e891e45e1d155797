// The base program of the conformance cases, as far as this half of the language goes, and how cases depart from it.
import { compileProgram, memoryHost, readProgram } from '@syncrule/compiler/workspace';
import type { Plan, SchemaFile } from '@syncrule/runtime/plan';

const loose = { type: 'string', matching: 'ignoreCase' } as const;

const corp: SchemaFile = {
  format: 'syncrule-schema/1',
  attributeNames: 'ignoreCase',
  naming: 'dn',
  types: {
    user: {
      anchor: 'objectGUID',
      attributes: {
        objectGUID: { type: 'string', writable: 'never' },
        dn: { type: 'dn', always: true, required: true },
        employeeID: { type: 'string' },
        sAMAccountName: { ...loose, required: true },
        displayName: loose,
        mail: loose,
        title: { type: 'string' },
        proxyAddresses: { ...loose, many: true },
        manager: { type: 'ref', to: ['user'] },
        objectSid: { type: 'string', writable: 'never' },
      },
    },
    contact: {
      anchor: 'objectGUID',
      attributes: {
        objectGUID: { type: 'string', writable: 'never' },
        dn: { type: 'dn', always: true, required: true },
        displayName: loose,
      },
    },
  },
};

const hr: SchemaFile = {
  format: 'syncrule-schema/1',
  types: {
    person: {
      anchor: 'employeeNumber',
      attributes: {
        employeeNumber: { type: 'string', always: true },
        givenName: loose,
        sn: loose,
        mail: loose,
        title: { type: 'string' },
        employeeType: { type: 'string' },
        proxyAddresses: { ...loose, many: true },
        startDate: { type: 'datetime' },
        endDate: { type: 'datetime' },
        manager: { type: 'ref', to: ['person'] },
      },
    },
  },
};

/** The directory first, so that what is created in it is g1, g2, ... */
export const schemas = { corp, hr } as const;
export type Schemas = Readonly<Record<string, SchemaFile>>;

/** The same with the containers of the directory. */
export const withContainers: Schemas = {
  corp: {
    ...corp,
    containers: true,
    types: {
      ...corp.types,
      unit: {
        anchor: 'objectGUID',
        attributes: {
          objectGUID: { type: 'string', writable: 'never' },
          dn: { type: 'dn', always: true, required: true },
          code: loose,
        },
      },
    },
  },
  hr,
};

export const base = `
connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }
metaverse person {
  employeeId: string exact
  givenName: string
  sn: string
  displayName: string
  mail: string
  title: string exact
  sid: string exact
  startDate: datetime
  endDate: datetime
  manager: ref person
  proxyAddresses: string[]
}
function login(given: string, family: string): string = lower("\${left(given, 1)}\${family}")
rule hrPerson from hr.person to person precedence 100 {
  scope employeeType != "vendor"
  join employeeNumber == mv.employeeId
  join mail == mv.mail
  project
  employeeId <- employeeNumber
  displayName <- "\${givenName} \${sn}"
  givenName <- same
  sn <- same
  mail <- same
  title <- same
  endDate <- same
  manager <- same
}
rule corpUser from corp.user to person precedence 200 {
  join employeeID == mv.employeeId
  mail <- same
  title <- same
  sid <- objectSid
}
rule corpAccount from person to corp.user precedence 300 {
  scope endDate is absent or endDate > now()
  join employeeId == cs.employeeID
  provision
  deprovision delete
  dn <- "CN=\${displayName},OU=People" ?? error("no display name")
  employeeID <- employeeId
  sAMAccountName <- once login(givenName, sn) ?? error("no login")
  displayName <- same
  title <- same
  manager <- same
}
`;

/** A rule of the base program with some of its text put in place of other text. */
export type Departure = readonly [rule: string, was: string, is: string];

/** The base program with departures, and further declarations. `*` as the rule: the whole program. */
export function departing(departures: readonly Departure[], more = ''): string {
  return departures.reduce(depart, base) + more;
}

function depart(program: string, [rule, was, is]: Departure): string {
  const begin = rule === '*' ? 0 : program.indexOf(`rule ${rule} `);
  const end = rule === '*' ? program.length : program.indexOf('\n}\n', begin) + 3;
  const text = program.slice(begin, end);
  if (begin < 0 || !text.includes(was)) throw new Error(`the base program has no ${JSON.stringify(was)} in ${rule}`);
  return program.slice(0, begin) + text.replace(was, () => is) + program.slice(end);
}

/** The base program without one of its rules. */
export function without(program: string, rule: string): string {
  const begin = program.indexOf(`rule ${rule} `);
  return program.slice(0, begin) + program.slice(program.indexOf('\n}\n', begin) + 3);
}

/** Compiles program text; findings of severity error fail the test with their messages. */
export function compiled(program: string | Readonly<Record<string, string>>, systems: Schemas = schemas): Plan {
  const files = typeof program === 'string' ? { 'program.syncrule': program } : program;
  const texts = Object.fromEntries(
    Object.entries(systems).map(([name, file]) => [`${name}.json`, JSON.stringify(file)]),
  );
  const { plan, diagnostics } = compileProgram(readProgram(memoryHost({ ...files, ...texts })));
  if (plan !== undefined) return plan;
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);
  throw new Error(`the program of the case has no plan:\n${errors.join('\n')}`);
}
