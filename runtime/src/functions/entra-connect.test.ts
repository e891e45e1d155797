// The documented examples of Entra Connect's and MIM's functions, read in place, for the functions that we have too.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../expressions/compile.js';
import { context, environment } from '../expressions/testing.js';
import { readCall } from './example-calls.js';

const CORPUS = new URL('../../../../shared/corpora/entra-connect/function-examples.json', import.meta.url);

interface Documented {
  readonly fn: string;
  readonly expression: string;
  readonly documentedResult: unknown;
  readonly verdict: string;
}

/** Their expression, ours, and our result where it has another type than theirs. */
const OURS: Readonly<Record<string, string>> = {
  'BitAnd(&HF, &HF7)': 'bitAnd(0xF, 0xF7)',
  'ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")': 'convertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")',
  'ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8)': 'convertFromBase64("SGVsbG8gd29ybGQh", "UTF8")',
  'ConvertFromUTF8Hex("48656C6C6F20776F726C6421")': 'convertFromUtf8Hex("48656C6C6F20776F726C6421")',
  'ConvertToBase64("Hello world!")': 'convertToBase64("Hello world!")',
  'ConvertToUTF8Hex("Hello world!")': 'convertToUtf8Hex("Hello world!")',
  'CStr([dn])': 'text("cn=Joe,dc=contoso,dc=com")',
  'DateAdd("m", 3, CDate("2001-01-01"))': `formatDate(addMonths(2001-01-01, 3), "yyyy-MM-dd'T00:00:00Z'")`,
  'DateFromNum(129699324000000000)': `formatDateTime(dateFromNum(129699324000000000), "yyyy-MM-dd'T'HH:mm:ss'Z'", "UTC")`,
  'NumFromDate(CDate("2012-01-01 23:00:00"))': 'text(numFromDate(2012-01-01T23:00:00Z))',
  'DNComponent(CRef([dn]),1)': 'dnComponent("cn=Joe,ou=x", 1)',
  'DNComponentRev(CRef([dn]),3)': 'dnComponentRev("cn=Joe,ou=Atlanta,ou=GA,ou=US, dc=contoso,dc=com", 3)',
  'FormatDateTime(CDate("12/25/2007"),"yyyy-MM-dd")': 'formatDate(parseDate("12/25/2007", "MM/dd/yyyy"), "yyyy-MM-dd")',
  'DateTimeFormat("12/25/2007", "yyyy-MM-dd")': 'formatDate(parseDate("12/25/2007", "MM/dd/yyyy"), "yyyy-MM-dd")',
  // Documented as 5, counting from 1.
  'InStr("The quick brown fox","quick")': 'positionOf("The quick brown fox", "quick")',
  'InStr("repEated","e",3,vbBinaryCompare)': 'positionOf("repEated", "e", 3)',
  'InStrRev("abbcdbbbef","bb")': 'lastPositionOf("abbcdbbbef", "bb")',
  'IsBitSet(&HF,4)': 'isBitSet(0xF, 4)',
  'Join([proxyAddresses],",")': 'joinText(["SMTP:john.doe@contoso.com", "smtp:jd@contoso.com"], ",")',
  'LCase("TeSt")': 'lower("TeSt")',
  'LowerCase("TeSt")': 'lower("TeSt")',
  'UCase("TeSt")': 'upper("TeSt")',
  'UpperCase("test")': 'upper("test")',
  'Left("John Doe", 3)': 'left("John Doe", 3)',
  'Left("Britta Simon", 3)': 'left("Britta Simon", 3)',
  'Right("John Doe", 3)': 'right("John Doe", 3)',
  'Right("Britta Simon", 3)': 'right("Britta Simon", 3)',
  'Mid("John Doe", 3, 5)': 'mid("John Doe", 3, 5)',
  'Mid("John Doe", 6, 999)': 'mid("John Doe", 6, 999)',
  'Mid("Britta Simon", 3, 5)': 'mid("Britta Simon", 3, 5)',
  'Len("John Doe")': 'length("John Doe")',
  'LTrim(" Test ")': 'trimStart(" Test ")',
  'RTrim(" Test ")': 'trimEnd(" Test ")',
  'Trim(" Test ")': 'trim(" Test ")',
  'PadLeft("User", 10, "0")': 'padLeft("User", 10, "0")',
  'PadRight("User", 10, "0")': 'padRight("User", 10, "0")',
  'RightPad("User", 10, "0")': 'padRight("User", 10, "0")',
  'PCase("TEsT")': 'properCase("TEsT")',
  'PCase(LCase("TEST"))': 'properCase(lower("TEST"))',
  'ProperCase("TEsT")': 'properCase("TEsT")',
  'ProperCase("britta simon")': 'properCase("britta simon")',
  'ProperCase(" TEsT")': 'properCase(" TEsT")',
  'ProperCase("$TEsT")': 'properCase("$TEsT")',
  'Select($item,[otherPhone],Replace($item,"-",""))': 'map(["555-1234", "555-9876"], x => replace(x, "-", ""))',
  'Split("SMTP:john.doe@contoso.com,smtp:jd@contoso.com",",")':
    'split("SMTP:john.doe@contoso.com,smtp:jd@contoso.com", ",")',
  'Word("The quick brown fox",3," ")': 'word("The quick brown fox", 3, " ")',
  'Word("This,string!has&many separators",3,",!&#")': 'word("This,string!has&many separators", 3, ",!&#")',
  'Word("Test;of%function;", 3, ";$&%")': 'word("Test;of%function;", 3, ";$&%")',
  'Word("Test;;Function" , 2 , ";")': 'word("Test;;Function", 2, ";")',
  'Word("Test;of%function;", 0, ";$&%")': 'word("Test;of%function;", 0, ";$&%")',
};

/** Where their result is the empty text, ours is absent (8.3); numbers are big integers here. */
const asOurs = (documented: unknown): unknown =>
  documented === '' ? undefined : typeof documented === 'number' ? BigInt(documented) : documented;

const found = existsSync(CORPUS);
if (!found && process.env.CI !== 'true')
  console.warn('The examples of Entra Connect are not here: nothing is compared with them.');

describe.runIf(found || process.env.CI === 'true')('what Entra Connect and MIM document', () => {
  const documented: readonly Documented[] = found ? JSON.parse(readFileSync(CORPUS, 'utf8')) : [];
  const comparable = documented.filter(({ expression, verdict }) => verdict !== 'doc-bug' && expression in OURS);

  it('is there, and every one of our translations is of one of theirs', () => {
    expect(comparable.length).toBeGreaterThan(40);
    const theirs = new Set(documented.map(({ expression }) => expression));
    expect(Object.keys(OURS).filter((expression) => !theirs.has(expression))).toEqual([]);
  });

  it.each(comparable.map((example) => [example.expression, example.documentedResult] as const))(
    '%s',
    (expression, result) => {
      expect(compileExpression(readCall(OURS[expression] ?? ''), context())(environment())).toEqual(asOurs(result));
    },
  );
});
