// SR310x and SR311x: names inside expressions, calls and where a form may stand.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
import { defineDiagnostics } from '../../define.js';

export const expressionNameDiagnostics = defineDiagnostics({
  SR3101: {
    severity: 'error',
    title: 'Unknown name',
    message: 'there is no `{name}` in sight here',
    help: 'names in sight are variables, the `let`s of the rule and the attributes of the source',
    explanation: `A name without a qualifier is looked up in this order: variables of enclosing lambdas, the rule's \`let\`s, the
attributes of the source. Attributes of the target are written \`cs.x\` or \`mv.x\`, parameters \`param.x\`. Correct the name,
or declare what it should stand for.`,
    wrong: 'displayName <- surName',
    right: 'displayName <- surname',
  },
  SR3102: {
    severity: 'error',
    title: 'Unknown attribute of the target',
    message: 'the target has no attribute `{name}`',
    explanation: `\`cs.x\` and \`mv.x\` read an attribute of the object that the rule goes to. Its names come from the connector's
schema or the \`metaverse\` declaration. Correct the name, or declare the attribute there.`,
    wrong: 'displayName <- cs.displayNam',
    right: 'displayName <- cs.displayName',
  },
  SR3103: {
    severity: 'error',
    title: 'Unknown parameter',
    message: 'there is no parameter `{name}`',
    explanation: `\`param.x\` reads a parameter of the program; it is declared as \`param x: type\`. Correct the name or declare it.`,
    wrong: 'displayName <- param.domin',
    right: 'displayName <- param.domain',
  },
  SR3104: {
    severity: 'error',
    title: 'Qualifier of the source',
    message: "`{qualifier}.` names the rule's own source side",
    help: 'attributes of the source are written without a qualifier',
    explanation: `Attributes of the source are written by their names alone; \`cs.\` and \`mv.\` are for the target, so that both are
told apart at a glance. Remove the qualifier.`,
    wrong: 'displayName <- mv.surname',
    right: 'displayName <- surname',
  },
  SR3105: {
    severity: 'error',
    title: 'No target here',
    message: '`{qualifier}.` has no meaning here: there is no target object',
    help: 'hand the value over as a parameter',
    explanation: `\`cs.\` and \`mv.\` read the target object of a rule. Functions, namespaces and derived attributes have none: a
function gets what it needs as an argument.`,
    wrong: 'function address(name: string): string = cs.mail ?? name',
    right: 'function address(name: string, known: string): string = known ?? name',
  },
  SR3106: {
    severity: 'error',
    title: 'Unknown attribute of a referred object',
    message: 'no attribute `{name}` in {types}',
    explanation: `\`e.x\` reads attribute \`x\` of the object that \`e\` refers to. Where \`e\` can refer to several types, at least one of
them must have it. Correct the name.`,
    wrong: 'description <- manager.surnam',
    right: 'description <- manager.surname',
  },
  SR3107: {
    severity: 'error',
    title: 'Not a reference',
    message: 'expected a reference before `.{name}`, found {found}',
    explanation: `Only references can be followed with a dot: \`manager.mail\`. Texts, numbers and dates have no attributes; what
can be taken from them is taken by functions.`,
    wrong: 'description <- surname.length',
    right: 'description <- text(length(surname))',
  },
  SR3108: {
    severity: 'error',
    title: 'A group is no value',
    message: '`{name}` is a group of attributes, not a value',
    help: 'name the attribute: {members}',
    explanation: `Composite attributes appear with dotted names; the part before the dot is not an attribute by itself. Write the
whole name.`,
    wrong: 'description <- cs.employeeOrgData',
    right: 'description <- cs.employeeOrgData.costCenter',
  },
  SR3109: {
    severity: 'error',
    title: 'Different types behind one reference',
    message: '`{name}` is {first} in `{firstType}`, but {second} in `{secondType}`',
    explanation: `Where a reference can point to objects of several types, an attribute that is read through it must have one type in
all of those that have it. Read it in a rule for each type, or give the attributes one type.`,
    wrong: 'description <- owner.code',
    right: 'description <- owner.surname',
  },
  SR3110: {
    severity: 'error',
    title: '`same` outside a flow',
    message: '`same` stands for the attribute that a flow writes; this is no flow',
    explanation: "`same` is the source attribute with the name of the flow's target. Elsewhere, write the name.",
    wrong: 'let name = same',
    right: 'let name = surname',
  },
  SR3111: {
    severity: 'error',
    title: 'Nothing of the same name',
    message: 'the source has no attribute `{name}`, which `same` would be',
    explanation: `\`same\` needs a source attribute with the name of the flow's target. Where the names differ, write the source's.`,
    wrong: 'enabled <- same',
    right: 'enabled <- isManager',
  },
  SR3112: {
    severity: 'error',
    title: '`self` without an object',
    message: '`self` has no meaning here: there is no source object',
    explanation:
      '`self` is the source object of a rule, or the object of a derived attribute. Functions and namespaces have none.',
    wrong: 'function boss(): ref person = self',
    right: 'function boss(of: ref person): ref person = of.manager',
  },
  SR3113: {
    severity: 'warning',
    title: 'Hidden name',
    message: 'the variable `{name}` hides {what} of that name',
    help: 'give the variable a name of its own',
    explanation: `Inside the lambda the name means the variable, whatever else is called so. A reader may take it for the other.`,
    wrong: 'proxyAddresses <- filter(mails, surname => startsWith(surname, "smtp:"))',
    right: 'proxyAddresses <- filter(mails, address => startsWith(address, "smtp:"))',
  },
  SR3114: {
    severity: 'error',
    title: 'Unknown function',
    message: 'there is no function `{name}`',
    explanation:
      'Functions are those of the catalogue and those that the program declares. Correct the name, or declare it.',
    wrong: 'displayName <- uper(surname)',
    right: 'displayName <- upper(surname)',
  },
  SR3115: {
    severity: 'error',
    title: 'Wrong number of arguments',
    message: '`{name}` takes {expected}, found {found}',
    help: 'its form is `{signature}`',
    explanation: 'A call gives one argument for each parameter; optional ones, at the end, may be left out.',
    wrong: 'displayName <- left(surname)',
    right: 'displayName <- left(surname, 3)',
  },
  SR3116: {
    severity: 'error',
    title: 'A lambda where a value is expected',
    message: 'expected a value for `{parameter}`, found a lambda',
    help: 'the form of the function is `{signature}`',
    explanation: '`x => …` stands only where a function takes one, such as the second argument of `filter` and `map`.',
    wrong: 'displayName <- upper(x => x)',
    right: 'displayName <- upper(surname)',
  },
  SR3117: {
    severity: 'error',
    title: 'A lambda is missing',
    message: 'expected a lambda for `{parameter}`, found a value',
    help: 'write `x => …` with what is to be done with each value `x`',
    explanation: '`filter`, `map`, `any` and `all` say for each value of a list what is to become of it: `x => …`.',
    wrong: 'enabled <- any(mails, true)',
    right: 'enabled <- any(mails, address => startsWith(address, "SMTP:"))',
  },
  SR3118: {
    severity: 'error',
    title: 'A plain text is expected',
    message: 'expected a text without holes for `{parameter}`',
    explanation: `Patterns and formats are checked when the program is compiled, so they must stand in the program as they are: a
text in quotes, without holes.`,
    wrong: 'enabled <- matches(surname, givenName)',
    right: "enabled <- matches(surname, '^[a-z]+$')",
  },
  SR3119: {
    severity: 'error',
    title: 'A pattern or format that cannot be read',
    message: 'this `{parameter}` of `{name}` cannot be read: {reason}',
    explanation: 'The text is a regular expression, a date format or the like, and is not well-formed.',
    wrong: "enabled <- matches(surname, '(')",
    right: "enabled <- matches(surname, '[(]')",
  },
  SR3140: {
    severity: 'error',
    title: '`clear` is an outcome',
    message: '`clear` is no value: it stands only where it can be what a flow does',
    help: 'use `absent` for "no value"',
    explanation: `\`clear\` empties the target. It may be the whole right side of a flow, a branch of an \`if\` or \`case\` there, or
the right operand of \`??\` there, and nowhere else.`,
    wrong: 'displayName <- upper(clear)',
    right: 'displayName <- clear',
  },
  SR3141: {
    severity: 'error',
    title: '`keep` is an outcome',
    message: '`keep` is no value: it stands only where it can be what a flow does',
    explanation: `\`keep\` leaves the target as it is. It may be the whole right side of an outbound flow, a branch of an \`if\` or
\`case\` there, or the right operand of \`??\` there, and nowhere else.`,
    wrong: 'displayName <- "${keep}"',
    right: 'displayName <- surname ?? keep',
  },
  SR3142: {
    severity: 'error',
    title: '`error` is an outcome',
    message: '`error` stands only where it can be what a flow or a `let` comes to',
    help: 'write it after `??` at the end of the whole right side, or as a branch',
    explanation: `\`error(…)\` reports the object instead of giving a value. It may be the whole right side of a flow or \`let\`, a
branch of an \`if\` or \`case\` there, or the right operand of \`??\` there, and nowhere else.`,
    wrong: 'displayName <- upper(surname ?? error("no surname"))',
    right: 'displayName <- upper(surname) ?? error("no surname")',
  },
});
