// Parts of programs that examples of lint rules share. Without them each example would have findings of its own about
// attributes that nobody reads.

/** A metaverse type with the rule that brings people in; `more` are further attributes of it. */
export const people = (more = '', flows = ''): string =>
  `metaverse person {
  id: string exact
  ${more}
}

rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  project
  id <- employeeNumber${flows === '' ? '' : `\n  ${flows}`}
}`.replace(/^ +$\n/m, '');

/** A rule that makes an account of each person. */
export const account = (flows = '', precedence = ''): string => `rule account from person to corp.user ${precedence}{
  scope id is present
  join id == cs.employeeID
  provision
  deprovision delete
  dn             <- "CN=\${id},OU=People"
  sAMAccountName <- id
  employeeID     <- id${flows === '' ? '' : `\n  ${flows}`}
}`;
