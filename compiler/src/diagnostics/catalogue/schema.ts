// SR2xxx, schema files.
import { defineDiagnostics } from '../define.js';

export const schemaDiagnostics = defineDiagnostics({
  SR2001: {
    severity: 'error',
    title: 'Schema is not JSON',
    message: 'expected {expected}, found {found}',
    explanation:
      'A connector schema is a JSON file as RFC 8259 defines it: names and texts in double quotes, no comments, no comma after the last member. Reading stops at the first place that is not JSON.',
    wrong: '{ "format": "syncrule-schema/1", "types": { }, }',
    right: '{ "format": "syncrule-schema/1", "types": { } }',
  },
  SR2002: {
    severity: 'error',
    title: 'Name given twice in a schema',
    message: '`{name}` stands twice in the same object',
    help: 'remove one of them, or give one of them a name of its own',
    explanation:
      'JSON readers disagree on which of two members with one name counts, so a schema may not have them. Remove one, or give one of them its own name.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "cn": { "type": "string" }, "cn": { "type": "string" } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "cn": { "type": "string" }, "sn": { "type": "string" } } } } }',
  },
  SR2003: {
    severity: 'error',
    title: 'Unknown member in a schema',
    message: '{what} has no member `{name}`',
    help: 'remove the member, or correct its name',
    explanation:
      'Schemas are closed: a member that the format does not know is a misspelling or belongs elsewhere, and would silently do nothing. The JSON Schema that comes with the product lists every member, and editors complete them.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "cn": { "type": "string", "mny": true } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "cn": { "type": "string", "many": true } } } } }',
  },
  SR2004: {
    severity: 'error',
    title: 'Missing member in a schema',
    message: '{what} needs a member `{name}`',
    help: 'add the member `{name}`',
    explanation:
      'The format and the types of a schema, the attributes of a type, and the type of an attribute are never assumed. Add the member.',
    wrong: '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "cn": { } } } } }',
    right: '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "cn": { "type": "string" } } } } }',
  },
  SR2005: {
    severity: 'error',
    title: 'Wrong value in a schema',
    message: 'expected {expected}, found {found}',
    explanation: 'The member takes values of another kind, or one of a few texts. The message says which.',
    wrong: '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "cn": { "type": "text" } } } } }',
    right: '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "cn": { "type": "string" } } } } }',
  },
  SR2006: {
    severity: 'error',
    title: 'Impossible name in a schema',
    message: 'expected {expected}, found {found}',
    explanation:
      'Rules write `connector.type`, so the name of a type holds no dot; the name of an attribute may (`employeeOrgData.costCenter` is a member of a composite one). No name is empty.',
    wrong: '{ "format": "syncrule-schema/1", "types": { "hr.user": { "attributes": { } } } }',
    right: '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { } } } }',
  },
  SR2010: {
    severity: 'error',
    title: 'Anchor is no attribute of its type',
    message: '`{type}` has no attribute `{anchor}` that could be its anchor',
    help: 'name an attribute of the type, or leave `anchor` out',
    explanation:
      'The anchor is the attribute whose value never changes and tells objects apart: it must be among the attributes of its type. Leave `anchor` out where the system gives the anchor outside of the attributes.',
    wrong: '{ "format": "syncrule-schema/1", "types": { "user": { "anchor": "id", "attributes": { } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "anchor": "id", "attributes": { "id": { "type": "string" } } } } }',
  },
  SR2011: {
    severity: 'error',
    title: 'Attribute cannot be an anchor',
    message: 'an anchor is a single `string`, `integer`, `binary` or `dn`; `{anchor}` is {found}',
    help: 'choose an attribute that is one text, number, binary or DN and never changes',
    explanation:
      'An anchor is written as text, compared exactly and kept for ever. Lists, references, times and secrets are no such thing.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "anchor": "id", "attributes": { "id": { "type": "string", "many": true } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "anchor": "id", "attributes": { "id": { "type": "string" } } } } }',
  },
  SR2012: {
    severity: 'error',
    title: 'Type without the name attribute',
    message: '`{type}` has no attribute `{naming}`, which names the objects of this system',
    help: 'add the attribute to the type, with `"type": "dn"`',
    explanation:
      'Where objects have names (`naming`), every type declares the name attribute, of type `dn`, so that rules can read it and flows can set it.',
    wrong: '{ "format": "syncrule-schema/1", "naming": "dn", "types": { "user": { "attributes": { } } } }',
    right:
      '{ "format": "syncrule-schema/1", "naming": "dn", "types": { "user": { "attributes": { "dn": { "type": "dn" } } } } }',
  },
  SR2013: {
    severity: 'error',
    title: 'Name attribute is no DN',
    message: 'the name attribute is a single `dn`; `{naming}` is {found}',
    help: 'declare it with `"type": "dn"`, without `many`',
    explanation: 'The name of an object is one distinguished name. Declare the attribute with `"type": "dn"`.',
    wrong:
      '{ "format": "syncrule-schema/1", "naming": "dn", "types": { "user": { "attributes": { "dn": { "type": "string" } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "naming": "dn", "types": { "user": { "attributes": { "dn": { "type": "dn" } } } } }',
  },
  SR2014: {
    severity: 'error',
    title: 'References by name without names',
    message: 'references are given by name, but the schema has no `naming`',
    help: 'add `"naming"` with the attribute that names the objects, or leave `references` out',
    explanation:
      'With `"references": "name"` the system refers to objects by their names, so the schema must say which attribute names them.',
    wrong: '{ "format": "syncrule-schema/1", "references": "name", "types": { } }',
    right: '{ "format": "syncrule-schema/1", "naming": "dn", "references": "name", "types": { } }',
  },
  SR2015: {
    severity: 'error',
    title: 'Member does not go with the type',
    message: '`{member}` goes with {types} only; this attribute is {found}',
    help: 'leave `{member}` out, or correct the type of the attribute',
    explanation:
      '`oneOf` and `matching` are about texts, `to` about references, `bit` about booleans. On another type they would mean nothing.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "age": { "type": "integer", "matching": "exact" } } } } }',
    right: '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "age": { "type": "integer" } } } } }',
  },
  SR2016: {
    severity: 'error',
    title: 'Reference to an unknown type',
    message: 'this schema has no type `{name}`',
    help: 'correct the name, or leave `to` out where a reference may point to any type',
    explanation:
      '`to` lists types of the same schema, by their names there. Leave it out where a reference may point to any.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "boss": { "type": "ref", "to": ["usr"] } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "boss": { "type": "ref", "to": ["user"] } } } } }',
  },
  SR2017: {
    severity: 'error',
    title: 'Bit of something that is no integer',
    message: 'a bit belongs to a single integer attribute of the same type; {found}',
    help: 'name a single integer attribute of the same type in `of`',
    explanation:
      'A boolean that is a bit is read from an integer of the same object and written into it. Name that attribute in `of`.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "on": { "type": "boolean", "bit": { "of": "flags", "mask": 2 } } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "flags": { "type": "integer" }, "on": { "type": "boolean", "bit": { "of": "flags", "mask": 2 } } } } } }',
  },
  SR2018: {
    severity: 'error',
    title: 'Mask is not one bit',
    message: 'a mask has one bit: 1, 2, 4, 8 and so on; {mask} has not',
    help: 'write the value of the bit: 2 for the second, 512 for the tenth',
    explanation: '`mask` is the value of the bit, not its number: 2 for the second bit, 512 for the tenth.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "flags": { "type": "integer" }, "on": { "type": "boolean", "bit": { "of": "flags", "mask": 3 } } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "flags": { "type": "integer" }, "on": { "type": "boolean", "bit": { "of": "flags", "mask": 2 } } } } } }',
  },
  SR2019: {
    severity: 'error',
    title: 'List where one value is expected',
    message: '{what} holds one value; `many` does not go with it',
    help: 'leave `many` out',
    explanation: 'Secrets, and booleans that are bits, are single. Leave `many` out.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "password": { "type": "secret", "many": true } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "password": { "type": "secret" } } } } }',
  },
  SR2020: {
    severity: 'error',
    title: 'Names that are one name',
    message: '`{name}` and `{other}` are one name here: attribute names ignore case',
    help: 'remove one of them, or give them names that differ in more than case',
    explanation:
      'With `"attributeNames": "ignoreCase"` a rule may write a name in any case, so two attributes must differ in more than that.',
    wrong:
      '{ "format": "syncrule-schema/1", "attributeNames": "ignoreCase", "types": { "user": { "attributes": { "cn": { "type": "string" }, "CN": { "type": "string" } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "attributeNames": "ignoreCase", "types": { "user": { "attributes": { "cn": { "type": "string" } } } } }',
  },
  SR2021: {
    severity: 'error',
    title: 'Attribute and composite in one',
    message: '`{name}` is an attribute and the part before the dot of `{other}`',
    help: 'give one of them another name',
    explanation:
      'The part before the dot of a composite attribute is no attribute by itself: `name.first` would have two meanings in a rule.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "name": { "type": "string" }, "name.first": { "type": "string" } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "name.last": { "type": "string" }, "name.first": { "type": "string" } } } } }',
  },
  SR2022: {
    severity: 'error',
    title: 'Required, but never writable',
    message: '`{name}` is required on creation and never writable',
    help: 'leave `required` out and say `always` if the system fills it, or make it writable',
    explanation:
      'What a new object must have must be writable, on creation at least. If the system fills the attribute itself, it is not required of the rules: leave `required` out and say `always`.',
    wrong:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "id": { "type": "string", "required": true, "writable": "never" } } } } }',
    right:
      '{ "format": "syncrule-schema/1", "types": { "user": { "attributes": { "id": { "type": "string", "always": true, "writable": "never" } } } } }',
  },
});
