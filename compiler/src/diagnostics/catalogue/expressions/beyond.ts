// SR3801 to SR3849: what looks beyond one object: `every`, `unique`, `account`, `newPassword`.
import { defineDiagnostics } from '../../define.js';

export const beyondDiagnostics = defineDiagnostics({
  SR3801: {
    severity: 'error',
    title: '`every` in a place where nothing is looked up',
    message: '`every` may not stand here',
    help: 'it stands in derived attributes, and in `let` and flows of outbound rules',
    explanation: `\`every\` looks up metaverse objects. An inbound rule knows the object that it reads and nothing else, and a
function knows its arguments. Give the result to a metaverse attribute with an expression, and read that.`,
    wrong: 'function team(code: string): integer = count(every person p where p.department == code)',
    right: 'function team(members: integer): string = "${members} members"',
  },
  SR3802: {
    severity: 'error',
    title: '`every` without something to look up by',
    message: 'nothing here says by which value the objects are found',
    help: 'add a part such as `{variable}.department == code`, joined by `and`',
    explanation: `At least one part of the condition equates an attribute of the objects that are looked for with something that does
not depend on them: \`v.x == e\`, \`v.x in e\` or \`e in v.x\`. The engine keeps an index of it. Without one, every object would
have to be looked at for each object that asks.`,
    wrong: 'description <- text(count(every person p where p.level > 3))',
    right: 'description <- text(count(every person p where p.department == department and p.level > 3))',
  },
  SR3803: {
    severity: 'error',
    title: '`every` inside of another lookup',
    message: '`every` may not stand inside {around}',
    help: 'give the inner one a name with `let`, or to a metaverse attribute with an expression, and read that',
    explanation: `What an \`every\` finds is one list for each object that asks. Inside a lambda or another \`every\` there would be
one for each value on the way.`,
    wrong: 'description <- joinText(map(mails, m => text(count(every person p where p.mail == m))), ",")',
    right: 'description <- text(count(every person p where p.mail in mails))',
  },
  SR3804: {
    severity: 'error',
    title: 'Unknown metaverse type after `every`',
    message: 'there is no metaverse type `{name}`',
    help: 'correct the name, or declare the type',
    explanation: 'After `every` stands the name of a metaverse type, and then a name for the objects of it.',
    wrong: 'description <- text(count(every persn p where p.department == department))',
    right: 'description <- text(count(every person p where p.department == department))',
  },
  SR3811: {
    severity: 'error',
    title: '`unique` in a place where no name is made',
    message: '`unique` may not stand here',
    help: 'it stands in derived attributes, and in `let` and flows of outbound rules',
    explanation: `A name that \`unique\` gives is reserved for the metaverse object, and so belongs to an attribute of it or of one
of its accounts. Functions, scopes and inbound rules have none.`,
    wrong: 'function login(name: string): string = unique(accountNames, name)',
    right: 'function login(name: string): string = lower(name)',
  },
  SR3812: {
    severity: 'error',
    title: '`unique` inside a condition or a lambda',
    message: '`unique` may not stand inside {around}',
    help: 'give the name to a metaverse attribute or a `let`, and use that',
    explanation: `A name is made once for each object. A condition would decide by a name that may be another one tomorrow, and a
lambda would make one for each value.`,
    wrong: 'displayName <- if unique(accountNames, surname) == "x" then "y" else "z"',
    right: 'displayName <- if surname == "x" then "y" else "z"',
  },
  SR3813: {
    severity: 'error',
    title: 'Two names in one expression',
    message: 'an expression makes one name at most',
    help: 'give each name a `let` or an attribute of its own',
    explanation: `What a name belongs to is the attribute, the \`let\` or the flow's target that it stands in, so that it is found
again. Two names in one place could not be told apart.`,
    wrong: 'displayName <- unique(accountNames, surname) ?? unique(accountNames, givenName)',
    right: 'displayName <- unique(accountNames, surname, givenName)',
  },
  SR3814: {
    severity: 'error',
    title: 'Form of `unique`',
    message: 'expected a namespace, at least one name to try, and at most one lambda at the end',
    help: 'write `{signature}`',
    explanation: `\`unique\` tries its arguments in order; when all are taken, the lambda at the end gives further ones, for the
numbers 2, 3 and so on.`,
    wrong: 'displayName <- unique(accountNames)',
    right: 'displayName <- unique(accountNames, surname, n => "${surname}${n}")',
  },
  SR3815: {
    severity: 'error',
    title: 'Unknown namespace',
    message: 'there is no namespace `{name}`',
    help: 'correct the name, or declare the namespace',
    explanation: 'A namespace says where names must not collide. It is declared with `namespace NAME { … }`.',
    wrong: 'displayName <- unique(acountNames, surname)',
    right: 'displayName <- unique(accountNames, surname)',
  },
  SR3821: {
    severity: 'error',
    title: '`account` where no reference flows out',
    message: '`account` may not stand here',
    help: 'it stands in an outbound flow to a reference: as its right side, in its branches, or in a list there',
    explanation: `A reference to a metaverse object becomes, in a connected system, a reference to its unnamed account there.
\`account(e, name)\` says that it is another one. Nowhere else does a metaverse object stand for an account.`,
    wrong: 'displayName <- account(manager, admin)',
    right: 'manager <- account(manager, admin)',
  },
  SR3822: {
    severity: 'error',
    title: 'Unknown account',
    message: 'no outbound rule to a type that this attribute may refer to says `as {name}`',
    help: 'correct the name, or give it to the rule that makes the accounts: `to … as {name}`',
    explanation:
      'An account name is one that an outbound rule gives to the objects that it makes: `rule … to corp.user as admin`.',
    wrong: 'manager <- account(manager, admn)',
    right: 'manager <- account(manager, admin)',
  },
  SR3823: {
    severity: 'error',
    title: 'Form of `account`',
    message: 'expected a reference and the name of an account',
    help: 'write `{signature}`',
    explanation: 'The name of the account is written as it is, without quotes: `account(manager, admin)`.',
    wrong: 'manager <- account(manager, "admin")',
    right: 'manager <- account(manager, admin)',
  },
  SR3824: {
    severity: 'error',
    title: '`account` of something else than metaverse objects',
    message: 'expected a reference to a metaverse object, or a list of them, found {found}',
    help: 'write a reference to a metaverse object, such as `manager`',
    explanation:
      'Accounts belong to metaverse objects. A reference between objects of a connected system names the account itself already.',
    wrong: 'manager <- account(cs.manager, admin)',
    right: 'manager <- account(manager, admin)',
  },
  SR3831: {
    severity: 'error',
    title: '`newPassword` that is not the whole of a `once` flow to a secret',
    message: '`newPassword` stands only as the whole right side of a `once` flow to a secret',
    help: 'write `<- once newPassword(20)` and nothing beside it',
    explanation: `A new password is made in the moment in which the account is created, goes to the connected system and nowhere
else: it is never staged, stored or shown. So nothing can be done with it on the way.`,
    wrong: 'description <- once newPassword(20)',
    right: 'description <- surname',
  },
});
