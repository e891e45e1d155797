// The colours of `.syncrule` files: a TextMate grammar made from one table of words.
/** Words of the language, by the colour that they get. Every word of the lexer is in exactly one row; a test says so. */
export const WORD_SCOPES: Readonly<Record<string, readonly string[]>> = {
  'keyword.declaration': ['rule', 'flows', 'param', 'connector', 'metaverse', 'namespace', 'function', 'test'],
  'keyword.control.clause': [
    ...['scope', 'join', 'project', 'provision', 'deprovision', 'unclaimed', 'let', 'include', 'disabled'],
    ...['from', 'to', 'as', 'precedence', 'when', 'after', 'where', 'exact', 'prefer', 'once', 'merge'],
  ],
  'keyword.control.conditional': ['if', 'then', 'else', 'case', 'every'],
  'keyword.control.operator': ['and', 'or', 'not', 'in', 'is', 'present'],
  'constant.language': ['true', 'false', 'absent', 'clear', 'keep'],
  'keyword.control.error': ['error'],
  'variable.language': ['same', 'self', 'cs', 'mv'],
};

/** Words that are reserved nowhere: coloured where their place tells. */
const PLACED_WORDS = ['schema', 'delete', 'disconnect', 'ref', 'at', 'given', 'change', 'remove', 'expect', 'nothing'];
export const UNRESERVED = [...PLACED_WORDS, 'no', 'add', 'update'];

const TYPES = ['string', 'integer', 'boolean', 'date', 'datetime', 'duration', 'binary', 'dn', 'secret'];
const NAME = '[\\p{L}_][\\p{L}\\p{M}\\p{Nd}_]*(?:-[\\p{L}\\p{M}\\p{Nd}_]+)*';
/** Words end where names do: `present-address` is one name. */
const whole = (words: readonly string[]): string =>
  `(?<![\\p{L}\\p{M}\\p{Nd}_.-])(?:${words.join('|')})(?![\\p{L}\\p{M}\\p{Nd}_]|-[\\p{L}\\p{Nd}_])`;
const named = (name: string): string => `${name}.syncrule`;

/** The grammar as its file says it. */
export const grammar = {
  $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
  name: 'Syncrule',
  scopeName: 'source.syncrule',
  patterns: [{ include: '#code' }],
  repository: {
    code: {
      patterns: [
        { include: '#comments' },
        { include: '#texts' },
        { include: '#declarations' },
        { include: '#literals' },
        { include: '#qualified' },
        { include: '#words' },
        { include: '#calls' },
        { include: '#operators' },
      ],
    },
    comments: {
      patterns: [
        { name: named('comment.line.documentation'), match: '///.*$' },
        { name: named('comment.line.double-slash'), match: '//.*$' },
      ],
    },
    texts: {
      patterns: [
        {
          name: named('string.quoted.double'),
          begin: '"',
          end: '"|$',
          patterns: [
            { name: named('constant.character.escape'), match: '\\\\(?:["\\\\nrt$]|u\\{[0-9A-Fa-f]{1,6}\\})' },
            { name: named('invalid.illegal.escape'), match: '\\\\.' },
            {
              name: named('meta.embedded'),
              begin: '\\$\\{',
              end: '\\}|$',
              beginCaptures: { 0: { name: named('punctuation.section.embedded.begin') } },
              endCaptures: { 0: { name: named('punctuation.section.embedded.end') } },
              patterns: [{ include: '#braces' }, { include: '#code' }],
            },
          ],
        },
        { name: named('string.quoted.single'), match: "'(?:[^']|'')*(?:'|$)" },
        { name: named('variable.other.quoted'), match: '`[^`]*(?:`|$)' },
      ],
    },
    braces: { begin: '\\{', end: '\\}|$', patterns: [{ include: '#braces' }, { include: '#code' }] },
    declarations: {
      patterns: [
        {
          match: `${whole(['rule', 'flows', 'metaverse', 'connector', 'namespace'])}\\s+(${NAME})`,
          captures: { 0: { name: named('keyword.declaration') }, 1: { name: named('entity.name.type') } },
        },
        {
          match: `${whole(['function'])}\\s+(${NAME})`,
          captures: { 0: { name: named('keyword.declaration') }, 1: { name: named('entity.name.function') } },
        },
        { match: `:\\s*(${TYPES.join('|')})\\b`, captures: { 1: { name: named('support.type') } } },
      ],
    },
    literals: {
      patterns: [
        {
          name: named('constant.numeric.date'),
          match: '\\b\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2}))?\\b',
        },
        { name: named('constant.numeric'), match: '\\b(?:0x[0-9A-Fa-f_]+|\\d[\\d_]*(?:min|[shdw])?)\\b' },
      ],
    },
    qualified: {
      match: `(?<![\\p{L}\\p{Nd}_.-])(cs|mv|param)(\\.)(${NAME})`,
      captures: { 1: { name: named('variable.language') }, 3: { name: named('variable.other.property') } },
    },
    words: {
      patterns: [
        ...Object.entries(WORD_SCOPES).map(([scope, words]) => ({ name: named(scope), match: whole(words) })),
        { name: named('support.type'), match: `${whole(TYPES)}(?=\\s*(?:\\[\\s*\\]|exact|prefer|[=,)]|$|//))` },
        { name: named('keyword.other'), match: `${whole(['delete', 'disconnect'])}(?!\\s*<-)` },
        { name: named('keyword.other'), match: `${whole(['schema'])}(?=\\s*["'])` },
        { name: named('keyword.other'), match: `${whole(['ref'])}(?=\\s+${NAME})` },
        {
          name: named('keyword.other'),
          match: `^\\s*${whole(['given', 'change', 'remove', 'expect', 'at'])}(?=\\s)(?!\\s*(?:<-|,))`,
        },
      ],
    },
    calls: { match: `(${NAME})(?=\\()`, captures: { 1: { name: named('entity.name.function') } } },
    operators: { name: named('keyword.operator'), match: '<-|=>|==|!=|<=|>=|\\?\\?|[=<>+*|]|(?<=\\s)-(?=\\s)' },
  },
} as const;
