// SR33xx to SR36xx: clauses, joins and flows.
import { defineDiagnostics } from '../define.js';

const inbound = (clauses: string) => `rule people from hr.person to person { join id == mv.employeeId ${clauses} }`;
const outbound = (clauses: string) =>
  `rule users from person to corp.user { join employeeId == cs.employeeID ${clauses} }`;

export const rulesDiagnostics = defineDiagnostics({
  SR3301: {
    severity: 'error',
    title: 'Clause given twice',
    message: 'a rule has one `{clause}` at most',
    help: 'combine them into one, with `and` or `or` where they are conditions',
    explanation:
      'Two scopes would leave open whether both or one must hold; the same goes for the other clauses that decide. Combine them with `and` or `or`. Only `join` is repeated: joins are tried in order.',
    wrong: inbound('scope sn is present scope mail is present'),
    right: inbound('scope sn is present and mail is present'),
  },
  SR3302: {
    severity: 'error',
    title: 'Clause of the other direction',
    message: '`{clause}` is for {direction} rules; this one is {found}',
    help: 'remove it, or move it to a rule of the other direction',
    explanation:
      'Inbound rules make metaverse objects with `project`; outbound rules make objects of connected systems with `provision` and say with `deprovision` what becomes of them.',
    wrong: outbound('project'),
    right: inbound('project'),
  },
  SR3303: {
    severity: 'error',
    title: '`provision` and `deprovision` come together',
    message: '`{clause}` stands without `{missing}`',
    help: 'say `deprovision delete`, `deprovision disconnect` or `deprovision keep` in every rule that says `provision`',
    explanation:
      'What becomes of an account whose rule no longer applies is never a default: whoever creates accounts says whether they are deleted, left alone or kept joined.',
    wrong: outbound('provision dn <- "CN=${employeeId ?? "x"}" sAMAccountName <- employeeId ?? "x"'),
    right: outbound('provision deprovision delete dn <- "CN=${employeeId ?? "x"}" sAMAccountName <- employeeId ?? "x"'),
  },
  SR3304: {
    severity: 'error',
    title: 'Clause that `flows` cannot have',
    message: '`flows` hold `let`, `include` and flows, no `{clause}`',
    help: 'move it to the rules that include these `flows`',
    explanation:
      'What several rules share are flows. Whether an object is in scope, joined or made is said by each rule itself.',
    wrong: 'flows names from hr.person to person { scope sn is present sn <- same }',
    right: 'flows names from hr.person to person { sn <- same }',
  },
  SR3305: {
    severity: 'error',
    title: '`flows` for other types',
    message: '`{name}` is not written for `{type}`',
    help: 'add `{type}` to the types of `{name}`, or do not include it here',
    explanation:
      '`flows` are checked for the types that they list. A rule includes those that list its own types; add the type to the list where the flows make sense for it.',
    wrong: `flows names from hr.person to person { sn <- same }\n${outbound('include names')}`,
    right: `flows names from hr.person to person { sn <- same }\n${inbound('include names')}`,
  },
  SR3306: {
    severity: 'error',
    title: 'Precedence out of range',
    message: 'a precedence is a number from 0 to {last}',
    help: 'write a number from 0 to {last}',
    explanation: 'Smaller numbers rank first. A few hundred are enough for any program.',
    wrong: 'rule people from hr.person to person precedence 99999999999 { join id == mv.employeeId }',
    right: 'rule people from hr.person to person precedence 100 { join id == mv.employeeId }',
  },
  SR3307: {
    severity: 'error',
    title: '`after` that is no plain duration',
    message: '`after` takes a duration made of literals and parameters',
    help: 'write a duration such as `30d` or `param.grace`',
    explanation:
      'How long an account waits for its deprovisioning is one duration for all objects of the rule: `30d`, `param.grace`, `param.grace + 1d`. What differs from object to object belongs into the scope of the rule.',
    wrong: outbound(
      'provision deprovision delete after endDate dn <- "CN=${employeeId ?? "x"}" sAMAccountName <- employeeId ?? "x"',
    ),
    right: outbound(
      'provision deprovision delete after 30d dn <- "CN=${employeeId ?? "x"}" sAMAccountName <- employeeId ?? "x"',
    ),
  },
  SR3308: {
    severity: 'error',
    title: '`after` before the beginning',
    message: 'the duration of `after` is negative, or too large',
    help: 'write a duration that is not negative, such as `30d`',
    explanation:
      'The duration is counted from the run in which no rule with `provision` applies any more to the account. Without `after` the deprovisioning is carried out in that run.',
    wrong: outbound(
      'provision deprovision delete after 1d - 2d dn <- "CN=${employeeId ?? "x"}" sAMAccountName <- employeeId ?? "x"',
    ),
    right: outbound(
      'provision deprovision delete after 2d - 1d dn <- "CN=${employeeId ?? "x"}" sAMAccountName <- employeeId ?? "x"',
    ),
  },
  SR3401: {
    severity: 'error',
    title: 'Two flows to one attribute',
    message: '`{name}` is written by another flow of this rule already',
    help: 'remove one of them, or combine them with `??` or `if`',
    explanation:
      'A rule decides an attribute once, flows that it includes counted. Combine the flows with `??` or `if`, or write two rules and rank them.',
    wrong: inbound('title <- title title <- department'),
    right: inbound('title <- title ?? department'),
  },
  SR3402: {
    severity: 'error',
    title: 'Attribute that cannot be written',
    message: '`{name}` is never writable',
    help: 'remove the flow',
    explanation:
      'The system sets this attribute itself, or, for `goneSince`, the engine does. It may be read, and flow into other attributes.',
    wrong: outbound('cn <- displayName'),
    right: outbound('displayName <- displayName'),
  },
  SR3403: {
    severity: 'error',
    title: 'Writable on creation only',
    message: '`{name}` is writable on creation only, and this flow would write it later too',
    help: 'write `<- once`',
    explanation:
      'The system accepts the attribute when the object is created and refuses every change. `once` contributes until the creation has been sent and leaves the attribute alone from then on.',
    wrong: outbound('employeeType <- title'),
    right: outbound('employeeType <- once title'),
  },
  SR3404: {
    severity: 'error',
    title: '`keep` in an inbound rule',
    message: 'a metaverse attribute has no value of its own that could be kept',
    help: 'leave the branch out: an absent value passes to the next rule',
    explanation:
      'Everything in the metaverse is contributed by somebody and computed anew each time. `keep` is for targets that have a life of their own, so it stands in outbound rules.',
    wrong: inbound('title <- title ?? keep'),
    right: inbound('title <- title'),
  },
  SR3405: {
    severity: 'error',
    title: 'Outcome that does not go with the flow',
    message: '`{outcome}` cannot stand in a `{mode}` flow',
    help: 'leave `{outcome}` out: a branch that is missing gives nothing',
    explanation:
      'A `merge` flow adds values to what others give, and a `once` flow gives a first value. Neither empties or keeps an attribute; to give nothing, leave the branch out.',
    wrong: outbound('proxyAddresses <- merge if mail is present then proxyAddresses else clear'),
    right: outbound('proxyAddresses <- merge if mail is present then proxyAddresses'),
  },
  SR3406: {
    severity: 'error',
    title: '`merge` into a single value',
    message: '`merge` needs an attribute that holds several values; `{name}` holds one',
    help: 'leave `merge` out, and rank the rules',
    explanation:
      'With `merge` the values of all rules come together. An attribute with one value takes that of the first rule instead: leave `merge` out and rank the rules.',
    wrong: outbound('title <- merge title'),
    right: outbound('title <- title'),
  },
  SR3407: {
    severity: 'error',
    title: 'Name emptied',
    message: '`{name}` names the object and cannot be cleared',
    help: 'say `keep` to leave the name as it is',
    explanation: 'An object without a name cannot be there. To leave the name as it is, say `keep`.',
    wrong: outbound('dn <- if title is present then "CN=${title}" else clear'),
    right: outbound('dn <- if title is present then "CN=${title}" else keep'),
  },
  SR3408: {
    severity: 'error',
    title: 'First value of a reference',
    message: '`once` in an inbound rule does not flow to a reference; `{name}` is one',
    help: 'leave `once` out',
    explanation:
      'An inbound `once` remembers the first value with the metaverse object. References follow the links of the objects they point to and cannot be remembered apart from them.',
    wrong: inbound('manager <- once manager'),
    right: inbound('manager <- manager'),
  },
  SR3410: {
    severity: 'error',
    title: 'Integer and bit both written',
    message: '`{name}` is a bit of `{of}`, which the program writes as a whole on `{type}`',
    help: 'write the bits that are meant, and leave the flow to `{of}` out',
    explanation:
      'Writing a bit keeps all others as they are; writing the integer sets them all. A program does one of them on an object type. Write the bits that you mean.',
    wrong: outbound('userAccountControl <- 512 enabled <- true'),
    right: outbound('enabled <- true'),
  },
  SR3411: {
    severity: 'error',
    title: 'Length of a new password',
    message: 'expected one integer from {least} to {most}, written as it is',
    help: 'write a number from {least} to {most}',
    explanation:
      'A password has one length for all objects. Shorter ones are guessed; longer ones are refused by many systems.',
    wrong: outbound('unicodePwd <- once newPassword(4)'),
    right: outbound('unicodePwd <- once newPassword(20)'),
  },
  SR3501: {
    severity: 'error',
    title: 'Join without a link',
    message: 'a join needs a link: an equality, or `in`, between the source and the target',
    help: 'add a part such as `number == mv.number`',
    explanation:
      'A join looks objects of the target up by a value of the source. Without such a value every object would have to be tried. Conditions on one side may stand beside the link, joined by `and`.',
    wrong: 'rule people from hr.person to person { join id is present }',
    right: 'rule people from hr.person to person { join id == mv.employeeId and id is present }',
  },
  SR3502: {
    severity: 'error',
    title: 'Join that mixes the sides',
    message: 'this reads the source and the target at once',
    help: 'split it into parts joined by `and`, each about one side or an equality of both',
    explanation:
      'Each part of a join is a link, one operand of which reads the source and the other the target, or a condition about one of them. Only so can the target be looked up instead of tried.',
    wrong: 'rule people from hr.person to person { join id == mv.employeeId and "${sn}${mv.sn}" == "x" }',
    right: 'rule people from hr.person to person { join id == mv.employeeId and sn == mv.sn }',
  },
  SR3503: {
    severity: 'error',
    title: 'Side that cannot be looked up in',
    message: 'objects cannot be looked up by this: {reason}',
    help: 'look up by a value that the object itself holds',
    explanation:
      'The target is found through an index over its own values. What changes with time, belongs to other objects, or follows from the life of the object cannot be kept in one.',
    wrong: 'rule people from hr.person to person { join sn == mv.manager.sn }',
    right: 'rule people from hr.person to person { join sn == mv.sn }',
  },
  SR3504: {
    severity: 'error',
    title: 'Join by a duration',
    message: 'a join does not compare durations',
    help: 'compare values that objects hold: numbers, dates, texts',
    explanation: 'Join keys are values that objects hold, and no attribute holds a duration.',
    wrong:
      'rule people from hr.person to person { join id == mv.employeeId and endDate - startDate == mv.endDate - mv.startDate }',
    right: 'rule people from hr.person to person { join id == mv.employeeId and endDate == mv.endDate }',
  },
  SR3505: {
    severity: 'error',
    title: 'A link decided by a name',
    message: '`{part}` rests on a name that `unique` gives, and decides nothing here',
    help: 'ask for what the name is made of',
    explanation:
      'Names are given after it is settled which objects belong together, and a name may be another one tomorrow. So `scope`, `join` and `when` do not read them. One question is allowed: whether an attribute that is as a whole a call of `unique` `is present`, which says that there was something to make a name of.',
    wrong:
      'metaverse team { code: string  login: string = unique(logins, code) } namespace logins { corp.user: sAMAccountName } rule r from team to corp.user { scope login == "x" mail <- code }',
    right:
      'metaverse team { code: string  login: string = unique(logins, code) } namespace logins { corp.user: sAMAccountName } rule r from team to corp.user { scope login is present mail <- code }',
  },
});
