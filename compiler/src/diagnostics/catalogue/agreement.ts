// SR4xxx, agreement between rules.
import { defineDiagnostics } from '../define.js';

export const agreementDiagnostics = defineDiagnostics({
  SR4001: {
    severity: 'error',
    title: 'Merged and not merged',
    message:
      'expected all flows to `{attribute}` to say `merge`, or none; found `{merging}` with it and `{setting}` without',
    help: 'write `merge` in both flows to collect the values of all rules, or in none to let one rule win',
    explanation:
      'With `merge` an attribute collects the values of all rules; without it one rule wins. An attribute cannot do both, so all flows of competing rules to one attribute say `merge`, or none does. Rules compete when they write the same metaverse type, or the same connector type and account from the same metaverse type.',
    wrong: `metaverse person { id: string exact  addresses: string[] }

rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  project
  id        <- employeeNumber
  addresses <- merge proxyAddresses
}
rule corpUser from corp.user to person precedence 200 {
  join employeeID == mv.id
  addresses <- proxyAddresses
}`,
    right: `metaverse person { id: string exact  addresses: string[] }

rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  project
  id        <- employeeNumber
  addresses <- merge proxyAddresses
}
rule corpUser from corp.user to person precedence 200 {
  join employeeID == mv.id
  addresses <- merge proxyAddresses
}`,
  },
  SR4002: {
    severity: 'error',
    title: 'No order between two rules',
    message: 'expected `{first}` or `{second}` to rank before the other for {attributes}, found no order between them',
    help: 'give the rules different precedences (the smaller number wins), or name one in the attribute’s `prefer`, or let their scopes exclude each other',
    explanation:
      'Two rules that can apply to one object at the same time write the same attribute, and nothing says which of them wins. The order of files and rules has no meaning. Rank them by `precedence` (the smaller number comes first, a rule without one comes last), by `prefer` on the metaverse attribute, or write scopes that cannot both be true. Scopes exclude each other when the compiler can see it: `status == "active"` and `status == "left"` do, and so do a condition and its `not`.',
    wrong: `metaverse person { id: string exact  mail: string }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id   <- employeeNumber
  mail <- mail
}
rule corpUser from corp.user to person {
  join employeeID == mv.id
  mail <- mail
}`,
    right: `metaverse person { id: string exact  mail: string }

rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  project
  id   <- employeeNumber
  mail <- mail
}
rule corpUser from corp.user to person precedence 200 {
  join employeeID == mv.id
  mail <- mail
}`,
  },
  SR4003: {
    severity: 'error',
    title: 'Preferred rule that writes nothing there',
    message: 'expected a rule that writes `{attribute}`, found `{rule}`, which does not',
    help: 'remove `{rule}` from `prefer`, or give it a flow to `{attribute}`',
    explanation:
      'The list after `prefer` ranks the rules that write the attribute. A rule in it that has no flow to the attribute has no rank to be given; most often the flow was removed or the name is that of another rule.',
    wrong: `metaverse person { id: string exact  mail: string prefer hrMail }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id   <- employeeNumber
  mail <- mail
}
rule hrMail from hr.person to person precedence 20 {
  scope mail is present
}`,
    right: `metaverse person { id: string exact  mail: string prefer hrMail }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id   <- employeeNumber
  mail <- mail
}
rule hrMail from hr.person to person precedence 20 {
  scope mail is present
  mail <- lower(mail)
}`,
  },
  SR4004: {
    severity: 'error',
    title: 'Different joins',
    message:
      'expected `{first}` and `{second}` to have the same joins, since both can apply to one object; found different ones',
    help: 'write the same joins in the same order in both rules, or leave them out of one outbound rule, or let the scopes exclude each other',
    explanation:
      'Which object an object belongs to is one question with one answer. Rules that can apply to the same object must therefore ask it in the same way: the same joins in the same order. The order of the parts of one join, and of the sides of `==`, does not matter. Of outbound rules, one may simply have no joins.',
    wrong: `metaverse person { id: string exact  mail: string }

rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule hrMail from hr.person to person precedence 200 {
  join mail == mv.mail
  mail <- mail
}`,
    right: `metaverse person { id: string exact  mail: string }

rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule hrMail from hr.person to person precedence 200 {
  mail <- mail
}`,
  },
  SR4005: {
    severity: 'error',
    title: 'One kind of object, different targets',
    message:
      'expected `{first}` and `{second}` to join objects of `{type}` to the same {what}, found {one} and {other}',
    help: 'let the scopes of the two rules exclude each other, or name the same {what} in both',
    explanation:
      'Inbound rules that can apply to the same object, and that join or project it, decide together what it becomes. They must agree on the metaverse types and on the account; otherwise the object would have two answers.',
    wrong: `metaverse person { id: string exact }
metaverse contact { id: string exact }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule hrContact from hr.person to contact {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}`,
    right: `metaverse person { id: string exact }
metaverse contact { id: string exact }

rule hrPerson from hr.person to person {
  scope employeeType != "vendor"
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule hrContact from hr.person to contact {
  scope employeeType == "vendor"
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}`,
  },
  SR4006: {
    severity: 'error',
    title: 'Different ends for one account',
    message: 'expected `{first}` and `{second}` to deprovision in the same way, found `{one}` and `{other}`',
    help: 'write the same `deprovision` in both rules, or let their scopes exclude each other',
    explanation:
      'Two rules that can both hold one account must agree on what becomes of it when neither holds it any more. Whether an account is deleted is never left to chance.',
    wrong: `metaverse person { id: string exact  name: string }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id   <- employeeNumber
  name <- "\${givenName} \${sn}"
}
rule account from person to corp.user precedence 100 {
  join id == cs.employeeID
  provision
  deprovision delete
  dn             <- "CN=\${id},OU=People" ?? error("no number")
  sAMAccountName <- id ?? error("no number")
}
rule named from person to corp.user precedence 200 {
  scope name is present
  join id == cs.employeeID
  provision
  deprovision keep
  displayName <- name
}`,
    right: `metaverse person { id: string exact  name: string }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id   <- employeeNumber
  name <- "\${givenName} \${sn}"
}
rule account from person to corp.user precedence 100 {
  join id == cs.employeeID
  provision
  deprovision delete
  dn             <- "CN=\${id},OU=People" ?? error("no number")
  sAMAccountName <- id ?? error("no number")
}
rule named from person to corp.user precedence 200 {
  scope name is present
  join id == cs.employeeID
  provision
  deprovision delete
  displayName <- name
}`,
  },
  SR4007: {
    severity: 'error',
    title: 'Circle of derived attributes',
    message: 'expected derived attributes that can be computed one after the other, found a circle: {circle}',
    help: 'break the circle: let one of these attributes be set by rules, or read something else',
    explanation:
      'The expression of a derived attribute may read other attributes, on its own object or through references. When attributes with expressions read each other in a circle, none can be computed first, even if the objects differ: a person’s manager may have the person as manager.',
    wrong: `metaverse person {
  id:    string exact
  alias: string = lower(name)
  name:  string = "\${alias} \${id}"
}`,
    right: `metaverse person {
  id:    string exact
  alias: string = lower(id)
  name:  string = "\${alias} \${id}"
}`,
  },
  SR4008: {
    severity: 'error',
    title: 'Required attribute that nothing writes',
    message: 'expected a flow to `{attribute}`, which `{type}` requires on creation, found none',
    help: 'add a flow to `{attribute}` to `{rule}`',
    explanation:
      'The rule creates objects, and the schema of the connected system says that an object cannot be created without this attribute. A flow of this rule must write it, or a flow of another rule that always applies together with it.',
    wrong: `metaverse person { id: string exact }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule account from person to corp.user {
  join id == cs.employeeID
  provision
  deprovision delete
  dn <- "CN=\${id},OU=People" ?? error("no number")
}`,
    right: `metaverse person { id: string exact }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule account from person to corp.user {
  join id == cs.employeeID
  provision
  deprovision delete
  dn             <- "CN=\${id},OU=People" ?? error("no number")
  sAMAccountName <- id ?? error("no number")
}`,
  },
  SR4009: {
    severity: 'error',
    title: 'Required attribute that may be absent',
    message: 'expected `{attribute}`, which `{type}` requires on creation, to have a value; found that {reason}',
    help: 'narrow the scope of `{rule}`, or end the flow with `?? error("…")`',
    explanation:
      'The rule creates objects, and an object of this type cannot be created without this attribute. The flow that writes it may yield nothing, so the creation would fail in the connected system, at night. Either the rule applies only where there is a value (`scope x is present`), or the flow says what to report when there is none (`x ?? error("no x")`): then the object is not created, and the error names it.',
    wrong: `metaverse person { id: string exact }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule account from person to corp.user {
  join id == cs.employeeID
  provision
  deprovision delete
  dn             <- "CN=\${id},OU=People" ?? error("no number")
  sAMAccountName <- id
}`,
    right: `metaverse person { id: string exact }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule account from person to corp.user {
  scope id is present
  join id == cs.employeeID
  provision
  deprovision delete
  dn             <- "CN=\${id},OU=People"
  sAMAccountName <- id
}`,
  },
  SR4010: {
    severity: 'error',
    title: 'Unclaimed objects deleted by two rules',
    message: '`{first}` and `{second}` both say what becomes of unclaimed objects of `{type}`',
    help: 'say `unclaimed delete` in one of them, with a `when` that covers both',
    explanation:
      'An unclaimed object belongs to no rule, so at most one rule says `unclaimed delete` for a connector type. Two would leave open whether one or both conditions must hold before something is deleted.',
    wrong: `metaverse person { id: string exact }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule staff from person to corp.user precedence 100 {
  scope id is present
  unclaimed delete when cs.title is absent
}
rule guests from person to corp.user precedence 200 {
  scope id is absent
  unclaimed delete when cs.mail is absent
}`,
    right: `metaverse person { id: string exact }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
}
rule staff from person to corp.user precedence 100 {
  unclaimed delete when cs.title is absent or cs.mail is absent
}`,
  },
  SR4011: {
    severity: 'error',
    title: 'One name made in two ways',
    message: '`{first}` and `{second}` make `{name}` in different ways',
    help: 'make it in one place: in a metaverse attribute with an expression, or in `flows` that both rules include',
    explanation:
      'A name that `unique` gives is kept for the attribute or `let` of the account that it was made for, so that it stays the same when rules are renamed or split. Two rules that can apply at the same time to one account therefore make it with the same expression.',
    wrong: `metaverse person { id: string exact  sn: string }
namespace logins { corp.user: sAMAccountName }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  sn <- same
}
rule staff from person to corp.user precedence 100 {
  sAMAccountName <- unique(logins, id)
}
rule guests from person to corp.user precedence 200 {
  sAMAccountName <- unique(logins, sn)
}`,
    right: `metaverse person { id: string exact  sn: string }
namespace logins { corp.user: sAMAccountName }

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  sn <- same
}
rule staff from person to corp.user precedence 100 {
  sAMAccountName <- unique(logins, id)
}
rule guests from person to corp.user precedence 200 {
  mail <- sn
}`,
  },
});
