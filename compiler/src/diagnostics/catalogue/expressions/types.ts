// SR312x to SR315x: types of operands, texts, branches and results.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
import { defineDiagnostics } from '../../define.js';

export const typeDiagnostics = defineDiagnostics({
  SR3120: {
    severity: 'error',
    title: 'Wrong type',
    message: 'expected {expected}, found {found}',
    explanation: `Nothing converts by itself, except a single value into a list of one. Conversions are functions: \`number\`,
\`text\`, \`parseDate\`, \`formatDate\`, \`parseDn\`.`,
    wrong: 'userAccountControl <- surname',
    right: 'userAccountControl <- number(surname)',
  },
  SR3121: {
    severity: 'error',
    title: 'Not one of the texts',
    message: 'expected {expected}, found {found}',
    explanation: `The type is a closed set of texts, as the schema or the \`metaverse\` declaration lists them, and this text is not
among them. The value could never be equal to it.`,
    wrong: 'enabled <- status == "activ"',
    right: 'enabled <- status == "active"',
  },
  SR3122: {
    severity: 'error',
    title: 'A hole where one of some texts is expected',
    message: 'expected {expected}, found a text with a hole',
    help: 'choose one of the texts with `case` or `if`',
    explanation: `The type is a closed set of texts. What a text with a hole comes to is not known before it is evaluated, so it
cannot be checked to be among them.`,
    wrong: 'enabled <- status == "${surname}"',
    right: 'enabled <- status == "active"',
  },
  SR3123: {
    severity: 'error',
    title: 'Not a distinguished name',
    message: 'this is no distinguished name: {reason}',
    help: 'a distinguished name is `CN=value,OU=value,DC=value` (RFC 4514)',
    explanation: `Where a \`dn\` is expected, a text is read as RFC 4514 says: \`type=value\` parts between commas, with a backslash
before \`, + " \\ < > ;\` inside a value. A hole may stand inside a value, or for a whole run of parts.`,
    wrong: 'dn <- "CN=${surname},People,${param.directory}"',
    right: 'dn <- "CN=${surname},OU=People,${param.directory}"',
  },
  SR3124: {
    severity: 'error',
    title: 'A hole for a run of names',
    message: 'expected a `dn` as a run of components, found {found}',
    help: 'declare it as `dn`, or read it with `parseDn(…)`',
    explanation: `A hole that stands for whole components of a distinguished name is not escaped, so it must be a \`dn\`. Declare the
parameter or attribute as \`dn\`, or read the text with \`parseDn\`.`,
    wrong: 'dn <- "CN=${surname},${param.domain}"',
    right: 'dn <- "CN=${surname},${param.directory}"',
  },
  SR3125: {
    severity: 'error',
    title: 'A hole inside a value of a name',
    message: 'expected a `string` or an `integer` inside a value of a distinguished name, found {found}',
    explanation: 'Inside a value, a hole is escaped as RFC 4514 says. It may be a text or a number.',
    wrong: 'dn <- "CN=${endDate},${param.directory}"',
    right: 'dn <- "CN=${formatDate(endDate, "yyyy-MM-dd")},${param.directory}"',
  },
  SR3126: {
    severity: 'error',
    title: 'A hole that has no text form',
    message: 'expected a text, a number or a `dn` in a hole, found {found}',
    help: 'say how it is to be written, with a formatting function',
    explanation: `Texts, integers and distinguished names have one way to be written. Dates, instants, booleans and binaries have
many, so a function says which: \`formatDate(d, "yyyy-MM-dd")\`.`,
    wrong: 'description <- "left on ${endDate}"',
    right: 'description <- "left on ${formatDate(endDate, "yyyy-MM-dd")}"',
  },
  SR3127: {
    severity: 'error',
    title: 'Operands that do not go together',
    message: '`{operator}` does not take {left} and {right}',
    explanation: `\`+\` adds two integers, texts, binaries or durations, a list and values of its type, or a duration to a date or
instant. \`-\` takes away integers, durations, and durations from dates and instants, or gives the duration between two.
\`*\` multiplies integers.`,
    wrong: 'description <- surname + level',
    right: 'description <- "${surname}${level}"',
  },
  SR3128: {
    severity: 'error',
    title: 'A minus sign before no number',
    message: 'expected an integer or a duration after `-`, found {found}',
    explanation: 'Only integers and durations have a negative.',
    wrong: 'userAccountControl <- -surname',
    right: 'userAccountControl <- -level',
  },
  SR3129: {
    severity: 'error',
    title: 'Comparing different types',
    message: '{left} and {right} cannot be equal: they have no common type',
    explanation:
      'Both sides of a comparison have a common type. Convert one of them: `number(…)`, `text(…)`, `parseDn(…)`.',
    wrong: 'enabled <- surname == level',
    right: 'enabled <- number(surname) == level',
  },
  SR3130: {
    severity: 'error',
    title: 'No order',
    message: '`{operator}` compares integers, dates, instants or durations with each other, found {left} and {right}',
    explanation: `Texts have no order here: "10" and "9" would be the wrong way round. Compare numbers, dates, instants or durations,
two of one type.`,
    wrong: 'enabled <- employeeId < "1000"',
    right: 'enabled <- number(employeeId) < 1000',
  },
  SR3132: {
    severity: 'error',
    title: '`in` needs a list',
    message: 'expected a list after `in`, found {found}',
    help: 'compare single values with `==`',
    explanation: '`e in xs` asks whether one of the values of the list `xs` equals `e`.',
    wrong: 'enabled <- surname in givenName',
    right: 'enabled <- surname == givenName',
  },
  SR3133: {
    severity: 'error',
    title: 'Parts of different types',
    message: '{found} does not go together with {other} beside it',
    explanation: 'The branches of `if` and `case`, both sides of `??` and the elements of a list have a common type.',
    wrong: 'let x = if isManager then surname else level',
    right: 'let x = if isManager then surname else text(level)',
  },
  SR3134: {
    severity: 'error',
    title: '`case` over this type',
    message: 'expected a text, an integer, a date or a boolean after `case`, found {found}',
    help: 'use `if … then … else …`',
    explanation: '`case` compares with patterns, which are texts, integers, dates, `true` and `false`.',
    wrong: 'description <- case lastSeen { else: "some time" }',
    right: 'description <- if lastSeen is present then "some time"',
  },
  SR3135: {
    severity: 'error',
    title: 'A pattern of another type',
    message: 'expected {expected} as a pattern, found {found}',
    help: 'write {expected}',
    explanation: 'The patterns of a `case` have the type of what stands after `case`.',
    wrong: 'description <- case level { "1": "one" }',
    right: 'description <- case level { 1: "one" }',
  },
  SR3136: {
    severity: 'error',
    title: 'A pattern given twice',
    message: 'the pattern `{pattern}` stands here for the second time',
    help: 'remove one of the two',
    explanation: 'The first arm with an equal pattern is taken, so the second would never be. Remove one of them.',
    wrong: 'description <- case level { 1: "one", 1: "two" }',
    right: 'description <- case level { 1: "one", 2: "two" }',
  },
  SR3137: {
    severity: 'error',
    title: '`else` comes last, and once',
    message: 'expected `else` as the last arm only',
    explanation: '`else` is what is taken when no pattern is equal. It stands at the end, at most once.',
    wrong: 'description <- case level { else: "many", 1: "one" }',
    right: 'description <- case level { 1: "one", else: "many" }',
  },
  SR3138: {
    severity: 'warning',
    title: '`else` that is never taken',
    message: 'the patterns are complete, so `else` is never taken',
    explanation:
      'All values that the subject can have stand in the patterns, and it is always present. Remove the `else`.',
    wrong: 'description <- if isManager is present then case isManager { true: "a", false: "b", else: "c" }',
    right: 'description <- if isManager is present then case isManager { true: "a", false: "b" }',
  },
  SR3139: {
    severity: 'error',
    title: 'An empty list of unknown type',
    message: 'nothing says of which type this empty list is',
    help: 'an empty list is the same as `absent`',
    explanation:
      'An empty list takes its type from its place. Here there is none; give the `let` a type, or write `absent`.',
    wrong: 'let none = []',
    right: 'let none: string[] = []',
  },
  SR3143: {
    severity: 'error',
    title: 'A secret is only passed on',
    message: 'a secret can only flow to a secret, directly and by itself',
    help: 'for a password on creation write `once newPassword(20)`; for anything else leave the secret out',
    explanation: `Passwords are never read, compared, put into texts or handed to functions, so that they appear nowhere. A secret
may only be the whole right side of a flow to a secret.`,
    wrong: 'description <- "${cs.unicodePwd}"',
    right: 'description <- surname',
  },
});
