// The rules and tests of a new project.

export const PEOPLE = `// People: from HR into the metaverse, and from there into the directory.

/// The last working day ends in this zone.
param zone: string = "Europe/Berlin"
/// Where people stand in the directory.
param people: dn = "ou=people,dc=corp,dc=example"

connector hr   { schema "schemas/hr.json" }
connector corp { schema "schemas/corp.json" }

metaverse person {
  number:    string exact
  givenName: string
  sn:        string
  title:     string
  endDate:   date
  manager:   ref person

  displayName: string            = "\${givenName} \${sn}"
  /// The last day counts.
  status:      "active" | "left" = if endDate < today(param.zone) then "left" else "active"
}

rule hrPerson "People from HR" from hr.person to person {
  join number == mv.number
  project

  number               <- same
  givenName, sn, title <- trim(same)
  endDate, manager     <- same
}

rule corpAccount "Accounts in the directory" from person to corp.user {
  scope status == "active" and number is present and displayName is present and sn is present

  join number == cs.uid
  provision
  deprovision delete

  dn        <- "cn=\${displayName} (\${number}),\${param.people}"  // values are escaped; renames follow
  uid       <- once number
  cn        <- "\${displayName} (\${number})"
  sn, title <- same
  manager   <- same
}
`;

export const TESTS = `// What must stay true, whoever changes the rules. \`rulec test\` runs it, in memory.

test "an account from the first day to the last" {
  at 2026-03-02
  given hr.person "1001" { number: "1001", givenName: "Ada", sn: "Lovelace, Countess", title: " Engineer " }
  expect add corp.user "1001" {
    dn: "cn=Ada Lovelace\\\\, Countess (1001),ou=people,dc=corp,dc=example", uid: "1001", title: "Engineer"
  }

  change hr.person "1001" { title: "Director" }
  expect update corp.user "1001" { title: "Director" }

  change hr.person "1001" { endDate: 2026-03-31 }
  at 2026-03-31T21:59Z  // still the 31st in Berlin
  expect nothing
  at 2026-03-31T22:01Z
  expect delete corp.user "1001"
}

test "an account that is there already is taken over, not made again" {
  at 2026-03-02
  given corp.user "1003" { dn: "cn=mary,ou=people,dc=corp,dc=example", uid: "1003", cn: "mary", sn: "S" }
  given hr.person "1003" { number: "1003", givenName: "Mary", sn: "Somerville" }
  expect no add corp.user
  expect update corp.user "1003" { sn: "Somerville" }
}

test "nobody gets an account without a surname" {
  at 2026-03-02
  given hr.person "1002" { number: "1002", givenName: "Grace" }
  expect person { number: "1002" }
  expect no add corp.user
}
`;
