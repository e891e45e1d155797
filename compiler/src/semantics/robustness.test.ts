// checkProgram never throws: whatever is cut out of, put into or exchanged in a program.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFile } from '../source/index.js';
import { parse } from '../syntax/index.js';
import { checkProgram } from './check-program.js';
import { TEST_PRELUDE, testSchemas } from './testing/schemas.js';

const PROGRAM = `
param zone: string = "Europe/Berlin"
param base: dn = "DC=corp,DC=example"

function first2(a: string, b: string): string = left(a, 1) + (b ?? "x")
function home(d: string): dn = case d { "IT" | "HR": "OU=\${d},\${param.base}", else: param.base }

flows names from hr.person, hr.contractor to person {
  let trimmed = trim(sn)
  sn <- trimmed
  mail <- same ?? clear
}
flows more from hr.person to person { include names title <- same }

metaverse team { code: string exact  lead: ref person  size: integer = 3  big: boolean = size > 2 and goneSince is absent }

rule people "People" from hr.person, hr.contractor to person precedence 100 {
  scope id != "0" and mail is present
  join id == mv.employeeId and sn is present
  join mail == mv.mail
  project when sn is present
  include names
  employeeId <- id
}
rule titles from hr.person to person precedence 50 {
  scope department in ["IT", "HR"] or endDate > startDate + 3d
  include more
  manager <- same
  displayName <- if kind == "vendor" then "\${givenName} (\${address.city})" else manager.sn
}
rule users from person to corp.user {
  scope kind == "employee" and not (endDate < today(param.zone))
  let name = cs.cn ?? displayName ?? error("no name")
  join employeeId == cs.employeeID or "x" == cs.mail
  provision when sn is present
  deprovision delete
  dn <- "CN=\${name},\${home(department)}"
  sAMAccountName <- once first2(givenName, sn)
  enabled <- true
  proxyAddresses <- merge map(proxyAddresses, a => lower(a))
  manager <- same
}
`;

const TOKENS = PROGRAM.split(/(\s+|[^\w\s])/).filter((token) => token !== '');
const edit = fc.record({
  at: fc.nat(TOKENS.length - 1),
  kind: fc.constantFrom('delete', 'repeat', 'replace', 'cut'),
  with: fc.nat(TOKENS.length - 1),
});

const edited = (edits: readonly { at: number; kind: string; with: number }[]): string => {
  const tokens = [...TOKENS];
  for (const { at, kind, with: other } of edits) {
    if (kind === 'delete') tokens[at] = '';
    else if (kind === 'repeat') tokens[at] = `${tokens[at]} ${tokens[at]}`;
    else if (kind === 'replace') tokens[at] = ` ${TOKENS[other]} `;
    else tokens.fill('', Math.min(at, other), Math.min(at, other) + 6);
  }
  return tokens.join('');
};

const check = (text: string, prelude = TEST_PRELUDE, params?: ReadonlyMap<string, unknown>) => {
  const trees = [sourceFile('a.syncrule', prelude), sourceFile('b.syncrule', text)].map(parse);
  return checkProgram({ trees, schemas: testSchemas, params });
};

describe('checkProgram', () => {
  it('takes any edited program', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        const { program, diagnostics } = check(edited(edits));
        for (const { location } of diagnostics) {
          expect(location.span.start).toBeLessThanOrEqual(location.span.end);
          expect(location.span.end).toBeLessThanOrEqual(location.file.text.length);
        }
        for (const { plan } of program.rules) {
          for (const join of plan.joins) expect(program.keys[join.source] && program.keys[join.target]).toBeDefined();
        }
      }),
      { numRuns: 400 },
    );
  });

  it('takes a program cut off anywhere, without its connectors and metaverse types, and with strange values', () => {
    for (let end = 0; end < PROGRAM.length; end += 17) {
      check(PROGRAM.slice(0, end));
      check(
        PROGRAM.slice(end),
        '',
        new Map<string, unknown>([
          ['zone', null],
          ['base', [1, { a: 2 }]],
        ]),
      );
    }
  });

  it('gives the same for the same program, in whatever order its files are handed in', () => {
    const files = [sourceFile('a.syncrule', TEST_PRELUDE), sourceFile('b.syncrule', PROGRAM)].map(parse);
    const [one, other] = [files, files.toReversed()].map((trees) => checkProgram({ trees, schemas: testSchemas }));
    expect(JSON.stringify(one?.program.rules.map((rule) => rule.plan))).toBe(
      JSON.stringify(other?.program.rules.map((rule) => rule.plan)),
    );
    expect(one?.diagnostics).toEqual(other?.diagnostics);
  });
});
