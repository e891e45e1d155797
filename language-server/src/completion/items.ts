// The second half of completion: what may stand at a cursor. Hover and "go to definition" look their word up in it.
import { typeText } from '@syncrule/compiler/semantics/expressions';
import { pathText } from '@syncrule/compiler/syntax';
import type { Program } from '../workspace/index.js';
import type { Cursor, Sight } from './cursor.js';
import {
  accountItems,
  asTarget,
  attributesOf,
  flowsItems,
  functionItems,
  inGroup,
  namespaceItems,
  objectTypeItems,
  paramItems,
  rulesTo,
} from './declared.js';
import { type Item, plain, wordItem, wordLike } from './item.js';
import { OWN_FORMS } from './own-forms.js';
import { dotted, expectedTexts, expectedType, objectTypesBehind, targetType, typeOf } from './types.js';

/** Everything that may stand at the cursor, in the order in which it is offered. */
export const itemsAt = (cursor: Cursor, program: Program): readonly Item[] => {
  const { compilation } = program;
  switch (cursor.kind) {
    case 'nothing':
      return [];
    case 'words':
      return cursor.words.map((word, index) => wordItem(word, index));
    case 'clause':
      return [
        ...cursor.words.map((word) => wordItem(word, 20)),
        ...attributesOf(cursor.sight.target, program).map(asTarget),
      ];
    case 'target':
      return inGroup(attributesOf(cursor.sight.target, program).map(asTarget), cursor.group);
    case 'objectType':
      return objectTypeItems(cursor.connector, cursor.side, program);
    case 'type':
      return [...SCALARS.map((name) => plain(name, 'type', 10)), wordLike('ref', 11)];
    case 'flows':
      return flowsItems(program);
    case 'rule':
      return rulesTo(cursor.type, program);
    case 'namespace':
      return namespaceItems(program);
    case 'account':
      return accountItems(cursor.types, program);
    case 'accountOfTarget':
      return accountItems(typesBehindTarget(cursor.sight, program), program);
    case 'expectation':
      return [...cursor.words.map((word) => wordItem(word, 5)), ...objectTypeItems(undefined, undefined, program)];
    case 'field':
      return [
        ...inGroup(attributesOf(cursor.sight.target, program), cursor.group),
        ...cursor.words.map((word) => wordItem(word, 5)),
      ];
    case 'fieldValue':
      return [...constantItems(targetType(cursor.path, cursor.sight, compilation), program), wordItem('absent', 20)];
    case 'paramValue':
      return constantItems(compilation.symbols.find('param', cursor.param)?.type, program);
    case 'operand':
      return [
        ...cursor.words.map((word) => wordItem(word, 24)),
        ...expectedTexts(cursor.expected, cursor.sight, compilation).map((text) =>
          plain(JSON.stringify(text), 'text', 1),
        ),
        ...operandItems(cursor.sight, program),
      ];
    case 'qualified':
      return cursor.qualifier === 'param' ? paramItems(program) : attributesOf(cursor.sight.target, program);
    case 'member':
      return memberItems(cursor, program);
    case 'text':
      return expectedTexts(cursor.expected, cursor.sight, compilation).map((text) => plain(text, 'text', 1));
    case 'pattern':
      return [
        ...constantItems(expectedType(cursor.expected, cursor.sight, compilation), program),
        wordItem('else', 20),
      ];
    case 'schema':
      return program.host
        .list()
        .filter((path) => path.endsWith('.json'))
        .map((path) => plain(path, 'file', 1));
  }
};

/** The texts of a set, the two of a boolean, the types of the objects that a reference may name. */
const constantItems = (type: ReturnType<typeof typeOf>, program: Program): readonly Item[] => {
  if (type?.scalar === 'boolean') return ['true', 'false'].map((word) => wordItem(word, 5));
  if (type?.scalar === 'ref') return objectTypeItems(undefined, 'cs', program);
  return (type?.oneOf ?? []).map((text) => plain(JSON.stringify(text), 'text', 1));
};

/** The object types that the target of a flow may refer to; where its schema does not say, those of its connector. */
const typesBehindTarget = (sight: Sight, program: Program): readonly string[] => {
  const { symbols } = program.compilation;
  const [path] = sight.targets;
  const type = path === undefined ? undefined : targetType(pathText(path), sight, program.compilation);
  if (type?.scalar === 'ref' && type.to !== undefined) return type.to;
  const connectors = new Set(sight.target.map((name) => name.split('.')[0]));
  return symbols.objectTypes
    .filter(({ name, side }) => side === 'cs' && connectors.has(name.split('.')[0]))
    .map(({ name }) => name);
};

const SCALARS = ['string', 'integer', 'boolean', 'date', 'datetime', 'duration', 'binary', 'dn'];

const memberItems = ({ of, sight }: Extract<Cursor, { kind: 'member' }>, program: Program): readonly Item[] => {
  const group = dotted(of);
  const grouped = group === undefined ? [] : inGroup(attributesOf(sight.source, program), group);
  if (grouped.length > 0) return grouped;
  const type = typeOf(of, sight, program.compilation);
  return attributesOf(objectTypesBehind(type, program.compilation.symbols), program);
};

const operandItems = (sight: Sight, program: Program): readonly Item[] => [
  ...sight.variables.map(({ name }) => plain(name, 'variable', 5)),
  ...sight.lets.map((clause): Item => letItem(clause, sight, program)),
  ...attributesOf(sight.source, program),
  ...qualifiers(sight).map((word) => wordItem(word, 20)),
  ...operandWords(sight).map((word) => wordItem(word, 25)),
  ...(sight.place === 'constant' || sight.place === 'after' ? [] : functionItems(program)),
  ...OWN_FORMS.map(
    ({ name, signature, doc, isAllowed }): Item => ({
      ...plain(name, 'function', 28),
      detail: signature,
      doc,
      ...(isAllowed(sight) ? {} : { hidden: true }),
    }),
  ),
];

const letItem = (clause: Sight['lets'][number], sight: Sight, program: Program): Item => {
  const type = typeOf(
    clause.value,
    { ...sight, lets: sight.lets.filter((each) => each !== clause) },
    program.compilation,
  );
  return {
    ...plain(clause.name.text, 'variable', 6),
    ...(type === undefined ? {} : { detail: typeText(type) }),
    ...(clause.doc === undefined ? {} : { doc: clause.doc }),
  };
};

/** The other side of a rule: `mv.` in joins of inbound rules, `cs.` in what outbound rules do (N4). */
const qualifiers = ({ place, source, target }: Sight): readonly string[] => {
  if (place === 'constant') return [];
  const isInbound = source[0]?.includes('.') === true;
  if (target.length === 0) return ['param'];
  if (isInbound) return place === 'join' ? ['mv', 'param'] : ['param'];
  return place === 'scope' || place === 'when' ? ['param'] : ['cs', 'param'];
};

const operandWords = (sight: Sight): readonly string[] => {
  const { place } = sight;
  if (place === 'constant') return ['true', 'false'];
  if (place === 'after') return [];
  const always = ['if', 'case', 'not', 'absent', 'true', 'false'];
  if (place === 'function' || place === 'namespace' || place === 'unclaimed') return always;
  const isInbound = sight.source[0]?.includes('.') === true;
  // Where all objects of a type may be looked at (T12).
  const looks = place === 'derived' || (!isInbound && (place === 'let' || place === 'flow')) ? ['every'] : [];
  if (place === 'derived' || place === 'let') return [...always, ...looks, 'error', 'self'];
  if (place !== 'flow') return [...always, 'self'];
  const outcomes = isInbound ? ['clear', 'error'] : ['clear', 'keep', 'error'];
  return ['same', ...(sight.isOutcome ? outcomes : []), ...always, ...looks, 'self'];
};
