// Programs for tests of the syntax: between them they use every form of the grammar. They are not meant to make sense.

export const samples: readonly string[] = [
  `// People of an invented company.
/// The zone in which a working day begins.
param zone: string = "Europe/Berlin"
param limits: integer[] = [1, -2, 0x_] 
`.replace('0x_', '0xFF'),
  `param directory: dn
param since: date = 2026-03-31
param moment: datetime = 2026-03-31T17:00:30.5+02:00
param grace: duration = 90min

connector hr   { schema "schemas/hr.json" } // CSV
connector corp { schema 'schemas/corp.json' }

metaverse person {
  /// Given by HR.
  employeeId: string exact
  \`Cost centre\`: string prefer hrPeople, corpPeople
  photos: binary[]
  manager: ref person = only(every person p where p.employeeId == managerId and p != self)
  members: ref any[]
  status: "active" | "left" | "on 'leave'" = if goneSince is present or endDate < today(param.zone) then "left" else "active"
}
`,
  `/// First letter and family name.
function accountBase(given: string, family: string): string =
  left(lower(transliterate("\${left(given, 1)}\${family}", "de")), 17)

function none(): boolean = not (1 + 2 * -3 >= 4 - n-1) or true
function pattern(t: string): boolean = matches(t, '^[a-z]''+\\d$')

namespace accountNames {
  corp.user: sAMAccountName
  person: map(proxyAddresses, a => textAfter(a, ":"))
}
`,
  `flows names from hr.person, hr.\`former person\` to person {
  let full = "\${given ?? "?"} \${family}\\u{1F600}\\n"
  include others
  givenName, sn <- trim(same)
  displayName <- full
}

rule hrPeople "People from HR" from hr.person to person precedence 1_000 {
  disabled
  scope employeeType != "vendor" and (a or b or c) and not (x in ["a", "b",])
  join employeeNumber == mv.employeeId // tried first
  join mail == mv.mail and mail is present
  project when kind is absent

  /// The name.
  include names
  org.costCenter, title <- once case kind { "a" | "b": 1, 2: -3, 2026-01-01: absent, true: self, else: error("no \${kind}") }
  // A note.
  roles <- merge ["x"] + ["y"]
  other <- if a then clear else if b then keep else same ?? cs.x ?? "z"
}

rule corpAccount from person to corp.user as admin, corp.contact precedence 0x10 {
  scope status == "active"
  join employeeId == cs.employeeID
  provision when status == "active" and endDate + 30d > 2026-03-31
  deprovision disconnect after param.grace + 7d
  unclaimed delete when cs.description is absent
  let name: string = cs.cn ?? accountName ?? error("no name")
  dn <- "CN=\${name},OU=\${department ?? "People"},\${param.directory}"
  members <- account(every person p where p.department == code, admin)
  password <- once newPassword(20)
}
`,
  `test "a joiner" {
  param domain = "corp.example"
  param numbers = [1, 2]
  at 2026-03-01T08:00Z
  given hr.person "1001" { employeeNumber: "1001", manager: hr.person "1", tags: ["a", hr.person "2"], }
  change hr.person as admin "1001" { endDate: 2026-03-31, org.unit: absent }
  remove hr.person "1001"
  expect nothing
  expect person { status: "left" }
  expect no add corp.user
  expect update corp.user "ada" { enabled: false, limit: -5 }
  expect delete corp.user
  expect error corp.user "ada" { message: "no" }
}
`,
];
