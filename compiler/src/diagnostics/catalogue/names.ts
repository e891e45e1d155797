// SR30xx, names and declarations.
import { defineDiagnostics } from '../define.js';

const join = 'join id == mv.employeeId';

export const namesDiagnostics = defineDiagnostics({
  SR3001: {
    severity: 'error',
    title: 'Declared twice',
    message: 'the {what} `{name}` is declared more than once',
    help: 'give one of them another name, or remove it',
    explanation:
      'A name means one thing in its space: connectors; metaverse types; rules and `flows` together; functions; parameters; namespaces; the attributes, parameters or `let`s of one declaration. The order of declarations has no meaning, so none of several could win. Rename or remove all but one.',
    wrong: 'param zone: string = "UTC"\nparam zone: string = "Europe/Berlin"',
    right: 'param zone: string = "UTC"',
  },
  SR3004: {
    severity: 'error',
    title: 'Unknown name',
    message: 'there is no {what} `{name}`',
    help: 'correct the name, or declare it',
    explanation:
      'The name is neither declared in the program nor offered by a schema. Names of connectors and of metaverse types come from their declarations, object types of a connector from its schema file, and attributes of rules are looked up there.',
    wrong: `rule people from hr.persn to person { ${join} }`,
    right: `rule people from hr.person to person { ${join} }`,
  },
  SR3006: {
    severity: 'error',
    title: 'Unknown attribute as a target',
    message: '`{type}` has no attribute `{name}`',
    help: 'correct the name, or declare the attribute',
    explanation:
      'A flow writes an attribute of the target: one of the metaverse type, or one that the schema of the connector lists. Correct the name, or declare the attribute.',
    wrong: `rule people from hr.person to person { ${join} surname <- sn }`,
    right: `rule people from hr.person to person { ${join} sn <- sn }`,
  },
  SR3008: {
    severity: 'error',
    title: 'Unknown type of values',
    message: 'there is no type `{name}` of values',
    help: 'write one of `string`, `integer`, `boolean`, `date`, `datetime`, `duration`, `binary`, `dn`, `ref …`, or texts in quotes',
    explanation:
      'Types of values are `string`, `integer`, `boolean`, `date`, `datetime`, `duration`, `binary`, `dn`, references (`ref person`, `ref any`) and sets of texts (`"a" | "b"`), each also as a list with `[]`.',
    wrong: 'param zone: text = "UTC"',
    right: 'param zone: string = "UTC"',
  },
  SR3009: {
    severity: 'warning',
    title: 'Hidden attribute',
    message: 'the {what} `{name}` hides the attribute of `{type}`',
    help: 'give it a name of its own',
    explanation:
      'Names of variables and `let`s come before the attributes of the source. A reader who knows the attribute will take one for the other, so give the `let` a name of its own.',
    wrong: `rule people from hr.person to person { ${join} let sn = trim(givenName) displayName <- sn }`,
    right: `rule people from hr.person to person { ${join} let name = trim(givenName) displayName <- name }`,
  },
  SR3010: {
    severity: 'error',
    title: 'Types of both sides in one list',
    message: 'expected {expected}, found {found}',
    help: 'one side of a rule lists connector types (`hr.person`), the other metaverse types (`person`)',
    explanation:
      'A rule goes from connector types to metaverse types (inbound) or from metaverse types to connector types (outbound); nothing else says which. Types with a dot are those of connectors.',
    wrong: 'rule people from hr.person to corp.user { }',
    right: 'rule people from hr.person to person { }',
  },
  SR3011: {
    severity: 'error',
    title: 'Account where there is none',
    message: '{where} have no accounts',
    help: 'remove `as` and the name',
    explanation:
      'An account is a second object of one connector for the same metaverse object. It is named with `as` on the connector types of rules, and nowhere else.',
    wrong: `rule people from hr.person to person as admin { ${join} }`,
    right: `rule people from hr.person to person { ${join} }`,
  },
  SR3012: {
    severity: 'error',
    title: 'Schema file not found',
    message: 'there is no schema file `{path}`',
    help: 'correct the path, or make the file with `syncrule discover`',
    explanation:
      'The path is relative to the directory of the program, with `/` between its parts. Schema files are made by `syncrule discover`, or by hand.',
    wrong: 'connector crm { schema "schemas/crn.json" }',
    right: 'connector crm { schema "schemas/hr.json" }',
  },
  SR3013: {
    severity: 'error',
    title: '`same` without a counterpart',
    message: '`same` needs an attribute `{name}` of `{type}`, and there is none',
    help: 'write the attribute of the source that is meant, in place of `same`',
    explanation:
      '`same` stands for the attribute of the source that has the name of the target. Where the source calls it otherwise, write its name.',
    wrong: `rule people from hr.person to person { ${join} employeeId <- same }`,
    right: `rule people from hr.person to person { ${join} employeeId <- id }`,
  },
  SR3014: {
    severity: 'error',
    title: 'Target read where it is not known',
    message: '`{name}` cannot be read in {where}',
    help: 'write it out of what the source holds',
    explanation:
      'What exists cannot depend on what is there: `scope` and `when` read the source only. In an inbound rule the metaverse is read in `join` only, since everything else would feed a result back into itself. In an outbound rule `cs.` is read in `join`, `let` and flows, and is what the last import saw.',
    wrong: `rule people from hr.person to person { ${join} title <- mv.title }`,
    right: `rule people from hr.person to person { ${join} title <- title }`,
  },
  SR3015: {
    severity: 'error',
    title: '`let` that cannot decide',
    message: '`{name}` {why} and cannot be used in {where}',
    help: 'write the condition out of what the source holds',
    explanation:
      'A `let` that may end in an `error` has no value to decide with, so `scope`, `join` and `when` do not use it; one that reads the target is used in `join`, `let` and flows only. Write the condition out of what the source holds.',
    wrong: `rule people from hr.person to person { ${join} let name = sn ?? error("no name") scope name == "x" }`,
    right: `rule people from hr.person to person { ${join} let name = sn ?? error("no name") scope mail == "x" displayName <- name }`,
  },
  SR3016: {
    severity: 'error',
    title: 'Circle',
    message: 'a {what} rests on itself: {way}',
    help: 'take one of the steps out of the circle',
    explanation:
      'Every expression of the language ends, so functions, `let`s and `flows` may not lead back to themselves, directly or through others. Break the circle at one of its steps.',
    wrong: 'function a(x: integer): integer = b(x)\nfunction b(x: integer): integer = a(x)',
    right: 'function a(x: integer): integer = b(x)\nfunction b(x: integer): integer = x + 1',
  },
  SR3017: {
    severity: 'error',
    title: 'Type that cannot stand here',
    message: '{what} cannot have the type `{type}`',
    help: 'choose another type',
    explanation:
      'An attribute holds no `duration`; a `secret` is an attribute of a schema and nothing else; a parameter is a value that a person writes down, so it is no reference and no binary.',
    wrong: 'param photo: binary',
    right: 'param photo: string = "none"',
  },
  SR3019: {
    severity: 'error',
    title: '`goneSince` declared',
    message: '`goneSince` is there already',
    help: 'every metaverse type has it; the engine writes it',
    explanation:
      'Every metaverse type has the attribute `goneSince: datetime`, absent while a source holds the object. It may be read like any other, and is neither declared nor written.',
    wrong: 'metaverse team { goneSince: datetime }',
    right: 'metaverse team { lead: ref person }',
  },
  SR3020: {
    severity: 'error',
    title: 'Parameter without a value',
    message: 'the parameter `{name}` has no default, and the environment gives no value',
    help: 'give it in `environments/NAME.json` and say `--env NAME`, or say `--param {name}=…`, or declare a default',
    explanation:
      'A parameter without default must be given by the environment that is chosen. Give it there, or declare a default that is right everywhere.',
    wrong: 'param zone: string',
    right: 'param zone: string = "UTC"',
  },
  SR3021: {
    severity: 'error',
    title: 'Value of a parameter does not fit',
    message: 'expected {expected} for `{name}`, found {found} in the environment',
    help: 'write {expected}',
    explanation:
      'Values come as JSON: texts, numbers, `true` and `false`, and lists of these. Dates (`2026-03-31`), instants (`2026-03-31T17:00Z`), durations (`30d`) and DNs are texts.',
    wrong: 'param given: integer = 7',
    right: 'param given: string = "seven"',
  },
  SR3022: {
    severity: 'error',
    title: 'Default does not fit',
    message: 'expected {expected}, found {found}',
    help: 'write {expected}, or change the type',
    explanation: 'The default of a parameter is a constant of its type; a parameter is never absent.',
    wrong: 'param zone: string = 7',
    right: 'param zone: string = "UTC"',
  },
  SR3023: {
    severity: 'error',
    title: 'Name of a catalogue function',
    message: '`{name}` is a function of the catalogue',
    help: 'choose another name',
    explanation:
      'Functions of the catalogue and of the program share one space of names, so that a call means the same in every program. Choose another name.',
    wrong: 'function lower(x: string): string = x',
    right: 'function lowered(x: string): string = lower(x)',
  },
  SR3024: {
    severity: 'error',
    title: 'The metaverse object of what nobody claims',
    message: '`{name}` is an attribute of `{type}`, and an unclaimed object belongs to none',
    help: 'read the attributes of the object itself: `cs.…`',
    explanation:
      '`unclaimed delete when …` looks at objects of the connected system that are joined to no metaverse object. So it reads the target only.',
    wrong: 'rule users from person to corp.user { unclaimed delete when title is absent }',
    right: 'rule users from person to corp.user { unclaimed delete when cs.title is absent }',
  },
  SR3025: {
    severity: 'error',
    title: '`exact` on something that is no `string`',
    message: '`exact` is for attributes of type `string`',
    help: 'remove it',
    explanation:
      'A metaverse `string` ignores case unless it is declared `exact`. Sets of texts are exact as they are, and other types have one way to compare.',
    wrong: 'metaverse team { size: integer exact }',
    right: 'metaverse team { size: integer }',
  },
  SR3026: {
    severity: 'error',
    title: 'Attribute that changes by itself',
    message: 'the value of `{name}` moves with time',
    help: 'compare the time with something: the moment at which a comparison changes can be calculated',
    explanation:
      'A value that is another one at every moment would have to be written again and again. Time stands in comparisons, whose moments of change are known beforehand.',
    wrong: 'metaverse team { seen: date = today("UTC") }',
    right: 'metaverse team { until: date  over: boolean = until < today("UTC") }',
  },
  SR3027: {
    severity: 'error',
    title: 'Names that are no texts',
    message: 'expected a `string` or a list of them, found {found}',
    help: 'write a text, or a list of texts: an attribute, or `text(…)` of one',
    explanation: 'An entry of a namespace says which names an object has. Names are texts, and compare ignoring case.',
    wrong: 'namespace logins { hr.person: level }',
    right: 'namespace logins { hr.person: mail }',
  },
  SR3028: {
    severity: 'error',
    title: 'Names that do not rest on the object alone',
    message: 'this cannot be an entry of a namespace: {reason}',
    help: 'use attributes of the object alone',
    explanation:
      'Whether a name is free is asked of every object at once, with an index. So an entry reads the attributes of its own object, and neither time nor what a reference points to.',
    wrong: 'namespace logins { hr.person: manager.mail }',
    right: 'namespace logins { hr.person: mail }',
  },
});
