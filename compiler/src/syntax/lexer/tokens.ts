// The kinds of tokens (section 2 of the specification), for chevrotain. Only shapes are matched here; words are told
// apart and texts taken to pieces afterwards (`refine.ts`).
import { createToken, Lexer, type TokenType } from 'chevrotain';
import { endOfQuotedName, endOfRawText, endOfText } from './scan.js';

/** Every token: what recovery may skip. */
export const AnyToken = createToken({ name: 'AnyToken', pattern: Lexer.NA });
/** A token that an operand can begin with. */
export const OperandStart = createToken({ name: 'OperandStart', pattern: Lexer.NA, categories: [AnyToken] });
/** A name, words with a meaning in some places only included. */
export const NameToken = createToken({ name: 'NameToken', pattern: Lexer.NA, categories: [OperandStart] });
/** A reserved word (2.4). */
export const Reserved = createToken({ name: 'Reserved', pattern: Lexer.NA, categories: [AnyToken] });
/** An operator between two operands. */
export const Infix = createToken({ name: 'Infix', pattern: Lexer.NA, categories: [AnyToken] });
/** `cs`, `mv`, `param` before a dot. */
export const Qualifier = createToken({ name: 'Qualifier', pattern: Lexer.NA, categories: [AnyToken] });
/** A literal that is one token and no text; one that is malformed, and reported, included. */
export const LiteralToken = createToken({ name: 'LiteralToken', pattern: Lexer.NA, categories: [OperandStart] });
/** Words that are whole operands: `same`, `self`, `clear`, `keep`, `true`, `false`, `absent`. */
export const WordOperand = createToken({ name: 'WordOperand', pattern: Lexer.NA, categories: [AnyToken] });

const kind = (name: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, pattern: Lexer.NA, categories: categories.length === 0 ? [AnyToken] : categories });

export const Identifier = kind('Identifier', NameToken);
export const QuotedName = kind('QuotedName', NameToken);
export const Integer = kind('Integer', LiteralToken);
export const Duration = kind('Duration', LiteralToken);
export const DateLiteral = kind('DateLiteral', LiteralToken);
export const Instant = kind('Instant', LiteralToken);
export const BadLiteral = kind('BadLiteral', LiteralToken);
/** A text without holes. */
export const PlainText = kind('PlainText', OperandStart);
export const RawText = kind('RawText', OperandStart);
/** A text with holes is a bracketed sequence: start, pieces and holes, end. Start and end always come in pairs. */
export const TextStart = kind('TextStart', OperandStart);
export const TextPiece = kind('TextPiece');
export const HoleStart = kind('HoleStart');
export const HoleEnd = kind('HoleEnd');
export const TextEnd = kind('TextEnd');

const reserved = (word: string, ...categories: TokenType[]): TokenType => kind(word, Reserved, ...categories);

export const Rule = reserved('rule');
export const Flows = reserved('flows');
export const Param = reserved('param', Qualifier, OperandStart);
export const Connector = reserved('connector');
export const Metaverse = reserved('metaverse');
export const Namespace = reserved('namespace');
export const FunctionWord = reserved('function');
export const Test = reserved('test');
export const From = reserved('from');
export const To = reserved('to');
export const As = reserved('as');
export const Precedence = reserved('precedence');
export const Scope = reserved('scope');
export const Join = reserved('join');
export const Project = reserved('project');
export const Provision = reserved('provision');
export const Deprovision = reserved('deprovision');
export const Unclaimed = reserved('unclaimed');
export const Let = reserved('let');
export const Include = reserved('include');
export const Disabled = reserved('disabled');
export const When = reserved('when');
export const After = reserved('after');
export const Once = reserved('once');
export const Merge = reserved('merge');
export const Same = reserved('same', WordOperand, OperandStart);
export const If = reserved('if', OperandStart);
export const Then = reserved('then');
export const Else = reserved('else');
export const Case = reserved('case', OperandStart);
export const Is = reserved('is');
export const Present = reserved('present');
export const Absent = reserved('absent', WordOperand, OperandStart);
export const And = reserved('and', Infix);
export const Or = reserved('or', Infix);
export const Not = reserved('not', OperandStart);
export const In = reserved('in', Infix);
export const Every = reserved('every', OperandStart);
export const Where = reserved('where');
export const True = reserved('true', WordOperand, OperandStart);
export const False = reserved('false', WordOperand, OperandStart);
export const Clear = reserved('clear', WordOperand, OperandStart);
export const Keep = reserved('keep', WordOperand, OperandStart);
export const ErrorWord = reserved('error', OperandStart);
export const Self = reserved('self', WordOperand, OperandStart);
export const Cs = reserved('cs', Qualifier, OperandStart);
export const Mv = reserved('mv', Qualifier, OperandStart);
export const Exact = reserved('exact');
export const Prefer = reserved('prefer');

const word = (name: string): TokenType => kind(name, NameToken);

export const Schema = word('schema');
export const Delete = word('delete');
export const Disconnect = word('disconnect');
export const Ref = word('ref');
export const At = word('at');
export const Given = word('given');
export const Change = word('change');
export const Remove = word('remove');
export const Expect = word('expect');
export const Nothing = word('nothing');
export const No = word('no');
export const Add = word('add');
export const Update = word('update');

const sign = (name: string, pattern: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, pattern, categories: categories.length === 0 ? [AnyToken] : categories });

export const LBrace = sign('LBrace', '{');
export const RBrace = sign('RBrace', '}');
export const LParen = sign('LParen', '(', OperandStart);
export const RParen = sign('RParen', ')');
export const LBracket = sign('LBracket', '[', OperandStart);
export const RBracket = sign('RBracket', ']');
export const Comma = sign('Comma', ',');
export const Colon = sign('Colon', ':');
export const Dot = sign('Dot', '.');
export const Bar = sign('Bar', '|');
export const FatArrow = sign('FatArrow', '=>');
export const Arrow = sign('Arrow', '<-');
export const EqualEqual = sign('EqualEqual', '==', Infix);
export const NotEqual = sign('NotEqual', '!=', Infix);
export const LessEqual = sign('LessEqual', '<=', Infix);
export const GreaterEqual = sign('GreaterEqual', '>=', Infix);
export const Less = sign('Less', '<', Infix);
export const Greater = sign('Greater', '>', Infix);
/** Between operands it is a mistake for `==`, which the parser reports. */
export const Equal = sign('Equal', '=', Infix);
export const Otherwise = sign('Otherwise', '??', Infix);
export const Plus = sign('Plus', '+', Infix);
export const Minus = sign('Minus', '-', Infix, OperandStart);
export const Star = sign('Star', '*', Infix);

/** Word → kind, for the words whose kind depends on their spelling. */
export const wordKinds: ReadonlyMap<string, TokenType> = new Map(
  // biome-ignore format: a table of words
  [
    Rule, Flows, Param, Connector, Metaverse, Namespace, FunctionWord, Test, From, To, As, Precedence, Scope, Join, Project,
    Provision, Deprovision, Unclaimed, Let, Include, Disabled, When, After, Once, Merge, Same, If, Then, Else, Case, Is,
    Present, Absent, And, Or, Not, In, Every, Where, True, False, Clear, Keep, ErrorWord, Self, Cs, Mv, Exact, Prefer,
    Schema, Delete, Disconnect, Ref, At, Given, Change, Remove, Expect, Nothing, No, Add, Update,
  ].map((type) => [type.name, type]),
);

// What the lexer matches: shapes. `Shape…` tokens never reach the parser.
const letterHints = (): number[] => {
  const codes: number[] = [];
  for (let code = 0; code < 256; code++) if (/[\p{L}_]/u.test(String.fromCharCode(code))) codes.push(code);
  // chevrotain keeps one bucket for each 255 codes from 256 on; one hint for each bucket is enough.
  for (let code = 256; code <= 0xffff; code += 255) codes.push(code);
  codes.push(0xffff);
  return codes;
};

/** A shape matched by a regular expression that chevrotain cannot analyse: `\p{…}` needs the flag `u`, which it drops. */
const shape = (name: string, pattern: RegExp, hints: (string | number)[]): TokenType =>
  createToken({
    name,
    pattern: {
      exec: (text: string, offset: number) => {
        pattern.lastIndex = offset;
        return pattern.exec(text);
      },
    },
    start_chars_hint: hints,
    line_breaks: false,
  });

const scanned = (name: string, first: string, endOf: (text: string, offset: number) => number): TokenType =>
  createToken({
    name,
    pattern: {
      exec: (text: string, offset: number): [string] | null =>
        text[offset] === first ? [text.slice(offset, endOf(text, offset))] : null,
    },
    start_chars_hint: [first],
    line_breaks: false,
  });

const digits = [...'0123456789'];

export const ShapeName = shape('ShapeName', /[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:-[\p{L}\p{M}\p{Nd}_]+)*/uy, letterHints());
export const ShapeDate = shape(
  'ShapeDate',
  /\d{4}-\d{2}-\d{2}(?:[Tt][\d:.]*(?:[Zz]|[+-][\d:]+)?)?[\p{L}\p{M}\p{Nd}_]*/uy,
  digits,
);
export const ShapeNumber = shape('ShapeNumber', /\d[\p{L}\p{M}\p{Nd}_]*(?:\.\d[\p{L}\p{M}\p{Nd}_]*)*/uy, digits);
export const ShapeText = scanned('ShapeText', '"', endOfText);
export const ShapeRaw = scanned('ShapeRaw', "'", endOfRawText);
export const ShapeQuoted = scanned('ShapeQuoted', '`', endOfQuotedName);
export const DocComment = createToken({ name: 'DocComment', pattern: /\/\/\/[^\r\n]*/, line_breaks: false });
export const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\r\n]*/, line_breaks: false });
const Space = createToken({ name: 'Space', pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED, line_breaks: true });
/** Last: a character that nothing else matches. A positive class: a complement would switch optimisations off. */
export const Unknown = createToken({ name: 'Unknown', pattern: /[\u0000-\uffff]/, line_breaks: false });

// biome-ignore format: a table; longer signs before their beginnings
const shapes = [
  Space, DocComment, LineComment, ShapeName, ShapeText, ShapeRaw, ShapeQuoted, ShapeDate, ShapeNumber,
  FatArrow, Arrow, EqualEqual, NotEqual, LessEqual, GreaterEqual, Less, Greater, Equal, Otherwise,
  LBrace, RBrace, LParen, RParen, LBracket, RBracket, Comma, Colon, Dot, Bar, Plus, Minus, Star, Unknown,
];

/** Offsets only; lines come from the source file. */
export const lexer = new Lexer(shapes, { positionTracking: 'onlyOffset', ensureOptimizations: true });

// biome-ignore format: a table
/** What the parser sees. */
export const vocabulary: TokenType[] = [
  AnyToken, OperandStart, NameToken, Reserved, Infix, Qualifier, LiteralToken, WordOperand,
  Identifier, QuotedName, Integer, Duration, DateLiteral, Instant, BadLiteral, PlainText, RawText,
  TextStart, TextPiece, HoleStart, HoleEnd, TextEnd, ...wordKinds.values(),
  FatArrow, Arrow, EqualEqual, NotEqual, LessEqual, GreaterEqual, Less, Greater, Equal, Otherwise,
  LBrace, RBrace, LParen, RParen, LBracket, RBracket, Comma, Colon, Dot, Bar, Plus, Minus, Star,
];
