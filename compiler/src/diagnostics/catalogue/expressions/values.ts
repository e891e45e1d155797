// SR32xx: presence, single values and lists.
import { defineDiagnostics } from '../../define.js';

export const valueDiagnostics = defineDiagnostics({
  SR3201: {
    severity: 'error',
    title: 'A list where one value is expected',
    message: 'expected one value ({expected}), found {found}',
    help: 'say which of the values: `first(…)`, `only(…)`, or all of them as one text: `joinText(…, ", ")`',
    explanation: `Which value of a list is meant is never guessed. \`first\` takes the first, \`only\` the value when there is exactly
one, \`joinText\` makes one text of all.`,
    wrong: 'mail <- mails',
    right: 'mail <- first(mails)',
  },
  SR3202: {
    severity: 'error',
    title: 'A list as an operand',
    message: '{what} takes single values, found {found}',
    help: 'ask about the values with `in` or `any(…)`, change each with `map(…)`, or make one text with `joinText(…)`',
    explanation: `Operators, comparisons, holes and \`case\` work on single values. Ask whether a value is in the list (\`in\`), whether
one fulfils a condition (\`any\`), change each (\`map\`), or make one text of them (\`joinText\`).`,
    wrong: 'enabled <- mails == "root@corp.example"',
    right: 'enabled <- "root@corp.example" in mails',
  },
  SR3203: {
    severity: 'warning',
    title: '`??` that is never used',
    message: 'the left side of `??` is always present, so its right side is never used',
    explanation: `\`a ?? b\` is \`b\` where \`a\` is absent, and \`a\` never is: its schema says that it is always present, or a condition
around it has made sure.`,
    wrong: 'displayName <- id ?? surname',
    right: 'displayName <- id',
  },
  SR3204: {
    severity: 'error',
    title: 'A list in a list',
    message: 'expected single values in a list, found {found}',
    help: 'join lists with `+`',
    explanation: 'There are no lists of lists. Two lists are joined with `+`, and a value is added to a list likewise.',
    wrong: 'proxyAddresses <- [mails, "smtp:x@corp.example"]',
    right: 'proxyAddresses <- mails + "smtp:x@corp.example"',
  },
  SR3205: {
    severity: 'error',
    title: 'A list of lists',
    message: '`{name}` gives a list for each value, and there are no lists of lists',
    help: 'take one value first: `first(…)` or `only(…)`, or make one text: `joinText(…)`',
    explanation: `A function of a single value that is called with a list is applied to each value. One that gives a list by itself
would make a list of lists, which does not exist.`,
    wrong: 'proxyAddresses <- split(mails, ";")',
    right: 'proxyAddresses <- split(first(mails), ";")',
  },
});
