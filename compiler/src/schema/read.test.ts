// Schema files: what is wrong is said at its line and column in the JSON.
import { describe, expect, it } from 'vitest';
import { schemaDiagnostics } from '../diagnostics/catalogue/schema.js';
import { lineAndColumn, sourceFile } from '../source/index.js';
import { planConnector } from './connector.js';
import { readSchema } from './read.js';

const findings = (text: string): string[] => {
  const file = sourceFile('schemas/test.json', text);
  return readSchema(file).diagnostics.map(({ code, location, message, help }) => {
    const { line, column } = lineAndColumn(location.file, location.span.start);
    const end = lineAndColumn(location.file, location.span.end);
    return `${code} ${line}:${column}-${end.line}:${end.column} ${message}${help === undefined ? '' : ` ${help}`}`;
  });
};

const withAttributes = (attributes: string) =>
  `{\n"format": "syncrule-schema/1",\n"types": { "user": { "attributes": {\n${attributes}\n} } }\n}`;

describe('a text that is no JSON', () => {
  it.each([
    ['', 'SR2001 1:1-1:1 expected a value, found the end of the file'],
    ['{', 'SR2001 1:2-1:2 expected a name in double quotes, found the end of the file'],
    ['{\n  "a": 1,\n}', 'SR2001 3:1-3:2 expected a name in double quotes, found `}`'],
    ['{ "a" 1 }', 'SR2001 1:7-1:8 expected `:`, found `1`'],
    ['{ "a": 1 "b": 2 }', 'SR2001 1:10-1:11 expected `,` or `}`, found `"`'],
    ['[1 2]', 'SR2001 1:4-1:5 expected `,` or `]`, found `2`'],
    ['{}\n// note', 'SR2001 2:1-2:2 expected the end of the file, found a comment'],
    ['{ "a": tru }', 'SR2001 1:8-1:9 expected a value, found `tru`'],
    [
      '"a\nb"',
      'SR2001 1:1-1:2 expected a text that ends on its line, with the escapes of JSON, found an unfinished or malformed text',
    ],
    ['['.repeat(100), 'SR2001 1:65-1:66 expected at most 64 levels, found `[`'],
  ])('%j', (text, finding) => {
    expect(findings(text)).toEqual([finding]);
  });
});

describe('a JSON that is no schema', () => {
  it.each([
    ['[]', ['SR2005 1:1-1:3 expected an object, found an empty list']],
    ['{}', ['SR2004 1:1-1:2 the schema needs a member `format` add the member `format`']],
    [
      '{ "format": "syncrule-schema/2", "types": [] }',
      [
        'SR2005 1:13-1:32 expected `"syncrule-schema/1"`, found the text "syncrule-schema/2"',
        'SR2005 1:43-1:45 expected an object, found an empty list',
      ],
    ],
    [
      withAttributes('"cn": { "type": "sting" },\n"sn": { "typ": "string" }'),
      [
        'SR2005 4:17-4:24 expected one of "string", "integer", "boolean", "date", "datetime", "binary", "dn", "secret" and "ref", found the text "sting" did you mean `string`?',
        'SR2004 5:1-5:5 the attribute `sn` needs a member `type` add the member `type`',
        'SR2003 5:9-5:14 the attribute `sn` has no member `typ` did you mean `type`?',
      ],
    ],
    [
      withAttributes('"cn": { "type": "string", "oneOf": ["a", "a"] }'),
      ['SR2005 4:36-4:46 expected a list without repetitions, found a list'],
    ],
    [
      withAttributes('"on": { "type": "boolean", "bit": { "of": "", "mask": 0.5 } }'),
      [
        'SR2005 4:43-4:45 expected a text that is not empty, found the text ""',
        'SR2005 4:55-4:58 expected a whole number, found the number 0.5',
      ],
    ],
    [
      '{ "format": "syncrule-schema/1", "types": { "hr.user": { "attributes": {} } } }',
      ['SR2006 1:45-1:54 expected a name without dots and control characters, found "hr.user"'],
    ],
    [
      '{ "format": "syncrule-schema/1", "types": { "a/b~c": { "attributes": 7 } } }',
      ['SR2005 1:70-1:71 expected an object, found the number 7'],
    ],
  ])('%j', (text, expected) => {
    expect(findings(text)).toEqual(expected);
  });
});

describe('a schema that contradicts itself', () => {
  it.each([
    [
      '"a": { "type": "ref", "to": ["user", "usr"] }',
      ['SR2016 4:38-4:43 this schema has no type `usr` did you mean `user`?'],
    ],
    [
      '"flags": { "type": "integer", "many": true }, "on": { "type": "boolean", "bit": { "of": "flags", "mask": 6 } }',
      [
        'SR2017 4:89-4:96 a bit belongs to a single integer attribute of the same type; `flags` is a list of `integer` name a single integer attribute of the same type in `of`',
        'SR2018 4:106-4:107 a mask has one bit: 1, 2, 4, 8 and so on; 6 has not write the value of the bit: 2 for the second, 512 for the tenth',
      ],
    ],
    [
      '"n": { "type": "integer", "oneOf": ["1"] }',
      [
        'SR2015 4:36-4:41 `oneOf` goes with `string` only; this attribute is an `integer` leave `oneOf` out, or correct the type of the attribute',
      ],
    ],
    [
      '"__proto__": { "type": "secret", "many": true }',
      ['SR2019 4:42-4:46 a secret holds one value; `many` does not go with it leave `many` out'],
    ],
  ])('%s', (attributes, expected) => {
    expect(findings(withAttributes(attributes))).toEqual(expected);
  });
});

describe('every code of schemas', () => {
  it.each(Object.entries(schemaDiagnostics))(
    '%s: its wrong example gives it alone, its right one nothing',
    (code, definition) => {
      expect(findings(definition.wrong).map((finding) => finding.slice(0, 6))).toEqual([code]);
      expect(findings(definition.right)).toEqual([]);
    },
  );
});

it('turns a schema into the connector of a plan, sorted, defaults written out', () => {
  const text = JSON.stringify({
    format: 'syncrule-schema/1',
    naming: 'dn',
    references: 'name',
    containers: true,
    types: {
      user: {
        anchor: 'objectGUID',
        attributes: {
          objectGUID: { type: 'binary', writable: 'never', always: true },
          dn: { type: 'dn' },
          cn: { type: 'string', matching: 'ignoreCase', unique: true },
          userAccountControl: { type: 'integer' },
          enabled: { type: 'boolean', bit: { of: 'userAccountControl', mask: 2, inverted: true } },
          manager: { type: 'ref', to: ['user', 'group'] },
          kind: { type: 'string', oneOf: ['b', 'a'], required: true, writable: 'create' },
        },
      },
      group: { attributes: { dn: { type: 'dn', writable: 'never' } } },
    },
  });
  const { schema } = readSchema(sourceFile('corp.json', text));
  expect(schema === undefined ? undefined : planConnector('corp', schema)).toMatchInlineSnapshot(`
    {
      "containers": true,
      "name": "corp",
      "naming": "dn",
      "references": "name",
      "types": [
        {
          "attributes": [
            {
              "always": true,
              "equality": "dn",
              "name": "dn",
              "required": false,
              "type": {
                "many": false,
                "scalar": "dn",
              },
              "writable": "never",
            },
          ],
          "name": "group",
        },
        {
          "anchor": "objectGUID",
          "attributes": [
            {
              "always": false,
              "equality": "ignoreCase",
              "name": "cn",
              "required": false,
              "type": {
                "many": false,
                "scalar": "string",
              },
              "writable": "always",
            },
            {
              "always": true,
              "equality": "dn",
              "name": "dn",
              "required": true,
              "type": {
                "many": false,
                "scalar": "dn",
              },
              "writable": "always",
            },
            {
              "always": false,
              "bit": {
                "inverted": true,
                "mask": 2,
                "of": "userAccountControl",
              },
              "equality": "value",
              "name": "enabled",
              "required": false,
              "type": {
                "many": false,
                "scalar": "boolean",
              },
              "writable": "always",
            },
            {
              "always": false,
              "equality": "exact",
              "name": "kind",
              "required": true,
              "type": {
                "many": false,
                "oneOf": [
                  "a",
                  "b",
                ],
                "scalar": "string",
              },
              "writable": "create",
            },
            {
              "always": false,
              "equality": "ref",
              "name": "manager",
              "required": false,
              "type": {
                "many": false,
                "scalar": "ref",
                "to": [
                  "corp.group",
                  "corp.user",
                ],
              },
              "writable": "always",
            },
            {
              "always": true,
              "equality": "binary",
              "name": "objectGUID",
              "required": false,
              "type": {
                "many": false,
                "scalar": "binary",
              },
              "writable": "never",
            },
            {
              "always": false,
              "equality": "value",
              "name": "userAccountControl",
              "required": false,
              "type": {
                "many": false,
                "scalar": "integer",
              },
              "writable": "always",
            },
          ],
          "name": "user",
        },
      ],
    }
  `);
});
