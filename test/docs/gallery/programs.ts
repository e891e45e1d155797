// Thirty mistakes that people make when they write rules: each a whole program with one finding, and what to do about it.

export interface Mistake {
  readonly title: string;
  /** How it comes about. */
  readonly story: string;
  readonly code: string;
  readonly program: string;
  /** Schema files that differ from those of the other pages. */
  readonly schemas?: Readonly<Record<string, string>>;
}

/** A person from HR, whom the outbound rules of the mistakes are about. */
const person = (more = '', flows = '') => `metaverse person {
  employeeId: string exact
  givenName: string
  sn: string${more === '' ? '' : `\n  ${more}`}
}

rule hrPerson from hr.person to person {
  join employeeNumber == mv.employeeId
  project
  employeeId <- employeeNumber
  givenName, sn <- same${flows === '' ? '' : `\n  ${flows}`}
}
`;

const account = (clauses: string, scope = 'employeeId is present and sn is present') => `
rule corpAccount from person to corp.user {
  scope ${scope}
  join employeeId == cs.employeeID
  provision
  deprovision delete
  dn <- "CN=\${employeeId},OU=People,DC=corp"
  employeeID, sAMAccountName <- employeeId
  ${clauses}
}
`;

const renamed = JSON.stringify(
  {
    format: 'syncrule-schema/1',
    types: {
      person: {
        anchor: 'employeeNumber',
        attributes: {
          employeeNumber: { type: 'string', always: true, writable: 'never', matching: 'exact' },
          givenName: { type: 'string' },
          surname: { type: 'string' },
        },
      },
    },
  },
  undefined,
  2,
);

export const mistakes: readonly Mistake[] = [
  {
    title: 'A misspelt attribute',
    story: 'A letter is missing in the name of a source attribute.',
    code: 'SR3101',
    program: `${person()}${account('displayName <- "${givenNme} ${sn}"')}`,
  },
  {
    title: 'A flow to an attribute that is not there',
    story: 'The directory calls it otherwise.',
    code: 'SR3006',
    program: `${person()}${account('surname <- sn')}`,
  },
  {
    title: 'The schema changed under the rules',
    story: 'HR renamed `sn` to `surname`, and the schema file was read again.',
    code: 'SR3101',
    program: `metaverse person { employeeId: string exact  name: string }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.employeeId
  project
  employeeId <- employeeNumber
  name <- "\${givenName} \${sn}"
}
`,
    schemas: { 'schemas/hr.json': renamed },
  },
  {
    title: 'A type of objects that the connector does not have',
    story: 'The object type is called `person`.',
    code: 'SR3004',
    program: `metaverse person { employeeId: string exact }

rule hrPerson from hr.people to person {
  join employeeNumber == mv.employeeId
  project
  employeeId <- employeeNumber
}
`,
  },
  {
    title: 'A boolean compared with a text',
    story: 'In other products attributes are texts, and `"True"` is a value.',
    code: 'SR3129',
    program: `${person()}
rule enabledUsers from corp.user to person precedence 200 {
  scope enabled == "True"
  join employeeID == mv.employeeId
  givenName <- givenName
}
`,
  },
  {
    title: 'A text that an attribute can never hold',
    story: 'The schema says which kinds of employees there are.',
    code: 'SR3121',
    program: person().replace('  join', '  scope employeeType == "contractor"\n  join'),
  },
  {
    title: 'Numbers in texts, put in order',
    story: 'As texts, "9" comes after "10".',
    code: 'SR3130',
    program: person().replace('  join', '  scope employeeNumber > "1000"\n  join'),
  },
  {
    title: 'A number into a text',
    story: 'The level is an integer, the title a text.',
    code: 'SR3120',
    program: `${person('level: integer', 'level <- same')}${account('title <- level')}`,
  },
  {
    title: 'A list into a single value',
    story: 'Which of the telephone numbers is it?',
    code: 'SR3201',
    program: `${person('phones: string[]', 'phones <- same')}${account('telephoneNumber <- phones')}`,
  },
  {
    title: 'A date in a text without a format',
    story: 'Everybody writes dates in another way.',
    code: 'SR3126',
    program: `${person('endDate: date', 'endDate <- same')}${account('displayName <- "${sn} (until ${endDate})"')}`,
  },
  {
    title: 'What may be absent, in a name',
    story: 'Somebody without a given name would have no DN, and the creation would fail at night.',
    code: 'SR4009',
    program: `${person()}
rule corpAccount from person to corp.user {
  scope employeeId is present
  join employeeId == cs.employeeID
  provision
  deprovision delete
  dn <- "CN=\${givenName},OU=People,DC=corp"
  employeeID, sAMAccountName <- employeeId
}
`,
  },
  {
    title: 'A required attribute that nobody writes',
    story: 'An account without a sign-in name cannot be created.',
    code: 'SR4008',
    program: `${person()}
rule corpAccount from person to corp.user {
  scope employeeId is present
  join employeeId == cs.employeeID
  provision
  deprovision delete
  dn <- "CN=\${employeeId},OU=People,DC=corp"
  employeeID <- employeeId
}
`,
  },
  {
    title: 'A text that is no distinguished name',
    story: 'A comma with nothing between it and the next one.',
    code: 'SR3123',
    program: `${person()}
rule corpMove from person to corp.user {
  join employeeId == cs.employeeID
  dn <- "CN=\${employeeId},,DC=corp"
}
`,
  },
  {
    title: 'A text for a part of a distinguished name',
    story: 'The container comes from a parameter that is declared as a text, which could hold anything.',
    code: 'SR3124',
    program: `param container: string = "OU=People,DC=corp"

${person()}
rule corpMove from person to corp.user {
  join employeeId == cs.employeeID
  dn <- "CN=\${employeeId},\${param.container}"
}
`,
  },
  {
    title: 'Two rules write one attribute',
    story: 'HR and the directory both give the name, and nothing says who wins.',
    code: 'SR4002',
    program: `${person()}
rule fromDirectory from corp.user to person {
  join employeeID == mv.employeeId
  sn <- same
}
`,
  },
  {
    title: 'Two flows to one attribute in a rule',
    story: 'The second was added later, far below.',
    code: 'SR3401',
    program: `${person()}${account('displayName <- sn\n  displayName <- "${givenName} ${sn}"')}`,
  },
  {
    title: 'A scope that nothing can be in',
    story: '`and` was written where `or` was meant.',
    code: 'SR4101',
    program: person().replace('  join', '  scope employeeType == "intern" and employeeType == "vendor"\n  join'),
  },
  {
    title: '`and` and `or` without parentheses',
    story: 'Readers disagree about which of them binds more strongly.',
    code: 'SR1013',
    program: person().replace(
      '  join',
      '  scope employeeType == "intern" or level > 3 and employeeType == "vendor"\n  join',
    ),
  },
  {
    title: 'A reference to objects of the wrong type',
    story: 'The manager of a person is a person, not a department.',
    code: 'SR3120',
    program: `metaverse department { code: string exact }
${person('manager: ref person = only(every department d where d.code == employeeId)')}
rule hrDepartment from hr.department to department {
  join code == mv.code
  project
  code <- code
}
`,
  },
  {
    title: '`provision` without `deprovision`',
    story: 'What becomes of the accounts was not thought of.',
    code: 'SR3303',
    program: `${person()}${account('sn <- sn')}`.replace('  deprovision delete\n', ''),
  },
  {
    title: 'Two rules that end one account in different ways',
    story: 'One deletes it, the other only lets go of it.',
    code: 'SR4006',
    program: `${person()}${account('sn <- sn').replace('corp.user {', 'corp.user precedence 100 {')}${account(
      'givenName <- givenName',
      'employeeId is present and givenName is present',
    )
      .replace('corpAccount', 'corpOther')
      .replace('corp.user {', 'corp.user precedence 200 {')
      .replace('deprovision delete', 'deprovision disconnect')}`,
  },
  {
    title: 'Two rules that join in different ways',
    story: 'Which person an account belongs to must not depend on which rule looked first.',
    code: 'SR4004',
    program: `${person()}${account('sn <- sn').replace('corp.user {', 'corp.user precedence 100 {')}
rule corpNames from person to corp.user precedence 200 {
  join sn == cs.sAMAccountName
  givenName <- same
}
`,
  },
  {
    title: 'A flow to what the system sets itself',
    story: 'The directory makes `cn` from the name.',
    code: 'SR3402',
    program: `${person()}${account('cn <- sn')}`,
  },
  {
    title: 'An integer written as a whole and by its bits',
    story: 'The account control is one number; `enabled` is one bit of it.',
    code: 'SR3410',
    program: `${person()}${account('userAccountControl <- 512\n  enabled <- true')}`,
  },
  {
    title: 'A value that moves with time',
    story: 'It would be another one every day, and written to every account every day.',
    code: 'SR3701',
    program: `${person()}${account('title <- formatDate(today("Europe/Berlin"), "yyyy-MM-dd")')}`,
  },
  {
    title: 'A zone that does not exist',
    story: 'A letter is missing.',
    code: 'SR3706',
    program: person('endDate: date\n  hasLeft: boolean = endDate < today("Europe/Berln")', 'endDate <- same'),
  },
  {
    title: 'A day compared with an instant',
    story: 'When does the last day end?',
    code: 'SR3704',
    program: person('endDate: date\n  hasLeft: boolean = endDate < now()', 'endDate <- same'),
  },
  {
    title: 'A regular expression that cannot be read',
    story: 'A parenthesis is not closed.',
    code: 'SR3119',
    program: person().replace('  join', () => "  scope matches(employeeNumber, '(^[0-9]+$')\n  join"),
  },
  {
    title: 'A function with an argument too few',
    story: 'How many characters from the left?',
    code: 'SR3115',
    program: `${person()}${account('displayName <- left(sn)')}`,
  },
  {
    title: 'Functions that call each other',
    story: 'A program of rules always comes to an end, so nothing may go round in circles.',
    code: 'SR3016',
    program: `function formal(name: string): string = "\${display(name)}!"
function display(name: string): string = lower(formal(name))

${person()}`,
  },
  {
    title: 'A lookup of everybody for everybody',
    story: 'For each person all others would have to be looked at.',
    code: 'SR3802',
    program: person('level: integer\n  peers: integer = count(every person p where p.level >= 3)', 'level <- same'),
  },
  {
    title: 'A password that others can read',
    story: 'A password that is made in a rule must not go anywhere but to the account.',
    code: 'SR3143',
    program: `${person()}${account('unicodePwd <- once "Start-${employeeId}"')}`,
  },
];
