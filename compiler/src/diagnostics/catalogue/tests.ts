// SR6xxx, tests in the language: steps, objects and values that cannot be.
import { defineDiagnostics } from '../define.js';

const test = (steps: string) => `test "a person" {\n  ${steps.split('; ').join('\n  ')}\n}`;
const READS_TIME =
  'rule leaver from hr.person to person { scope endDate < today("UTC") join id == mv.employeeId title <- clear }\n';
const DOMAIN = 'param domain: string\n';
const REPAIRED_PARAM = `${DOMAIN}${test('param domain = "corp.example"; given hr.person "1" { }; expect nothing')}`;

export const testsDiagnostics = defineDiagnostics({
  SR6001: {
    severity: 'error',
    title: 'Time that goes back',
    message: 'expected a time not before {before}, found {found}',
    help: 'put the steps in the order in which they happen; a date means 00:00Z of that day',
    explanation:
      'The clock of a test goes forward: no `at` is earlier than the one before it. What happened at an earlier time stands further up in the test, or in a test of its own.',
    wrong: test('at 2026-03-02; expect nothing; at 2026-03-01; expect nothing'),
    right: test('at 2026-03-01; expect nothing; at 2026-03-02; expect nothing'),
  },
  SR6002: {
    severity: 'error',
    title: 'Test without a time',
    message: 'the program reads time, and the test does not begin with `at`',
    help: 'begin with the day on which it happens: `at 2026-03-01`',
    explanation:
      'Where a rule asks for the day, `goneSince` or a period after which an account goes, what a test shows depends on when it plays. It says so before anything else but parameters.',
    wrong: `${READS_TIME}${test('given hr.person "1" { }; expect nothing')}`,
    right: `${READS_TIME}${test('at 2026-03-01; given hr.person "1" { }; expect nothing')}`,
  },
  SR6003: {
    severity: 'error',
    title: 'Object that the test does not have',
    message: 'there is no `{object}` in this test',
    help: 'correct the anchor, or add the object with `given`',
    explanation:
      'An object is named by its type and the anchor that a `given` or an `expect add` of the same test gave it. The connected systems of a test are empty at its beginning.',
    wrong: test('given hr.person "1" { }; change hr.person "2" { title: "Lead" }; expect nothing'),
    right: test('given hr.person "1" { }; change hr.person "1" { title: "Lead" }; expect nothing'),
  },
  SR6004: {
    severity: 'error',
    title: 'Value that does not fit',
    message: 'expected {expected}, found {found}',
    explanation:
      'A test writes values as the type of the attribute or parameter wants them: dates as `2026-03-31`, references as the type and anchor of an object of the test (`hr.person "1002"`), `absent` for no value.',
    wrong: test('given hr.person "1" { endDate: "2026-03-31" }; expect nothing'),
    right: test('given hr.person "1" { endDate: 2026-03-31 }; expect nothing'),
  },
  SR6005: {
    severity: 'error',
    title: 'Unknown attribute in a test',
    message: '`{type}` has no attribute `{name}`',
    help: 'correct the name, or declare the attribute',
    explanation:
      'Attributes of connected systems are those of the schema, attributes of metaverse types those of the declaration.',
    wrong: test('given hr.person "1" { titel: "Lead" }; expect nothing'),
    right: test('given hr.person "1" { title: "Lead" }; expect nothing'),
  },
  SR6006: {
    severity: 'error',
    title: 'Object that is there already',
    message: '`{object}` is there already',
    help: 'write `change` to change it, or give the new object an anchor of its own',
    explanation:
      'In one connected system an anchor belongs to one object, of whatever type. An object that was removed may be given again.',
    wrong: test('given hr.person "1" { }; given hr.person "1" { title: "Lead" }; expect nothing'),
    right: test('given hr.person "1" { }; change hr.person "1" { title: "Lead" }; expect nothing'),
  },
  SR6007: {
    severity: 'error',
    title: 'Object without an anchor',
    message: '`{step}` does not say which object of `{type}` it means',
    help: 'write the anchor after the type: `{type} "1001"`',
    explanation:
      'The anchor tells the objects of a connected system apart. `given` may leave it out where the attribute that is the anchor is among the values.',
    wrong: test('given hr.person "1" { }; remove hr.person; expect nothing'),
    right: test('given hr.person "1" { }; remove hr.person "1"; expect nothing'),
  },
  SR6008: {
    severity: 'error',
    title: 'Anchor that contradicts its attribute',
    message: 'expected the anchor {expected}, found {found}',
    help: 'the schema says that the attribute `{attribute}` is the anchor; it may be left out',
    explanation:
      'Where the schema names the attribute that tells objects apart, its value and the anchor are one thing, and it never changes.',
    wrong: test('given hr.person "1" { id: "2" }; expect nothing'),
    right: test('given hr.person "1" { id: "1" }; expect nothing'),
  },
  SR6009: {
    severity: 'error',
    title: 'Metaverse type where a connected system is meant',
    message: '`{step}` takes a type of a connected system; `{type}` is one of the metaverse',
    help: 'name a type of a connected system, such as `hr.person`',
    explanation:
      'What is given, changed and removed are objects of connected systems, and what is added, updated and deleted too. The metaverse follows from them; `expect person { … }` looks at it.',
    wrong: test('given person { title: "Lead" }; expect nothing'),
    right: test('given hr.person "1" { title: "Lead" }; expect nothing'),
  },
  SR6010: {
    severity: 'error',
    title: 'Anchor of a metaverse object',
    message: 'objects of the metaverse have no anchors, found `{type} {anchor}`',
    help: 'name the object by its values, or by an object that is joined to it',
    explanation:
      'Anchors belong to connected systems. An expectation about the metaverse says by values which object it means; a reference to a metaverse object is written as one of the objects that are joined to it.',
    wrong: test('given hr.person "1" { }; expect no person "1"'),
    right: test('given hr.person "1" { }; expect no person { employeeId: "1" }'),
  },
  SR6011: {
    severity: 'error',
    title: 'Parameter without a value in a test',
    message: 'the test gives the parameter `{name}` no value, and it has no default',
    help: 'add `param {name} = …` to the test',
    explanation:
      'A test stands by itself: values of environments play no part in it. So that it means the same everywhere, it says the value of each parameter that has no default.',
    wrong: `${DOMAIN}${test('given hr.person "1" { }; expect nothing')}`,
    right: REPAIRED_PARAM,
  },
  SR6012: {
    severity: 'error',
    title: 'Account in a test that is none',
    message: '{found}',
    help: 'accounts are named by rules: `rule … to corp.user as admin`',
    explanation:
      'A connected system knows no accounts: which of several objects is somebody’s admin account is what a rule says with `as`. So only expectations name accounts, and only those that a rule declares.',
    wrong: test('given corp.user as admin "1" { }; expect nothing'),
    right: test('given corp.user "1" { }; expect nothing'),
  },
  SR6013: {
    severity: 'error',
    title: 'Parameter that changes in the middle of a test',
    message: 'expected the parameters before all other steps, found one after them',
    help: 'move it to the beginning of the test',
    explanation:
      'A parameter has one value for the whole test, as it has one for the whole of an environment. Another value is another test.',
    wrong: `${DOMAIN}${test('given hr.person "1" { }; param domain = "corp.example"; expect nothing')}`,
    right: REPAIRED_PARAM,
  },
});
