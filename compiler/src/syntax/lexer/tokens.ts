// The kinds of tokens (section 2 of the specification).

/** What a token is; or a category, which holds kinds and which no token has. */
export interface Kind {
  readonly name: string;
  /** Of a category: its own bit. */
  readonly bit: number;
  /** The bits of the categories that it is in. */
  readonly within: number;
}

/** A piece of a text that the parser reads as one. `image` is what is written there. */
export interface Token {
  readonly kind: Kind;
  readonly image: string;
  readonly start: number;
  readonly end: number;
}

/** Whether a token is of a kind, or of a kind in a category. */
export const isA = (token: Token, kind: Kind): boolean => token.kind === kind || (token.kind.within & kind.bit) !== 0;

let categories = 0;
const category = (name: string, ...outer: readonly Kind[]): Kind => ({
  name,
  bit: 1 << categories++,
  within: bitsOf(outer),
});

const kind = (name: string, ...outer: readonly Kind[]): Kind => ({ name, bit: 0, within: bitsOf(outer) });

const bitsOf = (outer: readonly Kind[]): number => outer.reduce((bits, each) => bits | each.bit | each.within, 0);

/** A token that an operand can begin with. */
export const OperandStart = category('OperandStart');
/** A name, words with a meaning in some places only included. */
export const NameToken = category('NameToken', OperandStart);
/** A reserved word (2.4). */
export const Reserved = category('Reserved');
/** An operator between two operands. */
export const Infix = category('Infix');
/** `cs`, `mv`, `param` before a dot. */
export const Qualifier = category('Qualifier');
/** A literal that is one token and no text; one that is malformed, and reported, included. */
export const LiteralToken = category('LiteralToken', OperandStart);
/** Words that are whole operands: `same`, `self`, `clear`, `keep`, `true`, `false`, `absent`. */
export const WordOperand = category('WordOperand');
/** A text, with holes or without. */
export const TextToken = category('TextToken', OperandStart);

/** Behind the last token of a file. */
export const End = kind('End');

export const Identifier = kind('Identifier', NameToken);
export const QuotedName = kind('QuotedName', NameToken);
export const Integer = kind('Integer', LiteralToken);
export const Duration = kind('Duration', LiteralToken);
export const DateLiteral = kind('DateLiteral', LiteralToken);
export const Instant = kind('Instant', LiteralToken);
export const BadLiteral = kind('BadLiteral', LiteralToken);
/** A text without holes. */
export const PlainText = kind('PlainText', TextToken);
export const RawText = kind('RawText', TextToken);
/** A text with holes is a bracketed sequence: start, pieces and holes, end. Start and end always come in pairs. */
export const TextStart = kind('TextStart', TextToken);
export const TextPiece = kind('TextPiece');
export const HoleStart = kind('HoleStart');
export const HoleEnd = kind('HoleEnd');
export const TextEnd = kind('TextEnd');

const reserved = (word: string, ...outer: readonly Kind[]): Kind => kind(word, Reserved, ...outer);

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

const word = (name: string): Kind => kind(name, NameToken);

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

export const LBrace = kind('LBrace');
export const RBrace = kind('RBrace');
export const LParen = kind('LParen', OperandStart);
export const RParen = kind('RParen');
export const LBracket = kind('LBracket', OperandStart);
export const RBracket = kind('RBracket');
export const Comma = kind('Comma');
export const Colon = kind('Colon');
export const Dot = kind('Dot');
export const Bar = kind('Bar');
export const FatArrow = kind('FatArrow');
export const Arrow = kind('Arrow');
export const EqualEqual = kind('EqualEqual', Infix);
export const NotEqual = kind('NotEqual', Infix);
export const LessEqual = kind('LessEqual', Infix);
export const GreaterEqual = kind('GreaterEqual', Infix);
export const Less = kind('Less', Infix);
export const Greater = kind('Greater', Infix);
/** Between operands it is a mistake for `==`, which the parser reports. */
export const Equal = kind('Equal', Infix);
export const Otherwise = kind('Otherwise', Infix);
export const Plus = kind('Plus', Infix);
export const Minus = kind('Minus', Infix, OperandStart);
export const Star = kind('Star', Infix);

/** Word → kind, for the words whose kind depends on their spelling. */
export const wordKinds: ReadonlyMap<string, Kind> = new Map(
  // biome-ignore format: a table of words
  [
    Rule, Flows, Param, Connector, Metaverse, Namespace, FunctionWord, Test, From, To, As, Precedence, Scope, Join, Project,
    Provision, Deprovision, Unclaimed, Let, Include, Disabled, When, After, Once, Merge, Same, If, Then, Else, Case, Is,
    Present, Absent, And, Or, Not, In, Every, Where, True, False, Clear, Keep, ErrorWord, Self, Cs, Mv, Exact, Prefer,
    Schema, Delete, Disconnect, Ref, At, Given, Change, Remove, Expect, Nothing, No, Add, Update,
  ].map((each) => [each.name, each]),
);

/** Words that are names in back-ticks only (2.4). */
export const reservedWords: ReadonlySet<string> = new Set(
  [...wordKinds.values()].filter(({ within }) => (within & Reserved.bit) !== 0).map(({ name }) => name),
);
