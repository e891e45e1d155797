// Questions about single tokens: what they begin, what they are called, what name they spell.
import * as kinds from '../lexer/tokens.js';
import { isA, type Kind, type Token } from '../lexer/tokens.js';

const DECLARATIONS: ReadonlySet<Kind> = new Set([
  kinds.Rule,
  kinds.Flows,
  kinds.Connector,
  kinds.Metaverse,
  kinds.Namespace,
  kinds.FunctionWord,
  kinds.Test,
]);

/** Declarations by the words that they begin with. */
export const declarationWords: ReadonlyMap<string, Kind> = new Map(
  [...DECLARATIONS, kinds.Param].map((kind) => [kind.name, kind]),
);

const CLAUSES: ReadonlySet<Kind> = new Set([
  kinds.Scope,
  kinds.Join,
  kinds.Project,
  kinds.Provision,
  kinds.Deprovision,
  kinds.Unclaimed,
  kinds.Let,
  kinds.Include,
  kinds.Disabled,
]);

/** Reserved words that tie parts together: where one stands, no name was meant. */
const JOINTS: ReadonlySet<Kind> = new Set([
  kinds.From,
  kinds.To,
  kinds.As,
  kinds.Precedence,
  kinds.Then,
  kinds.Else,
  kinds.Is,
  kinds.And,
  kinds.Or,
  kinds.In,
  kinds.Where,
  kinds.When,
  kinds.After,
  kinds.Exact,
  kinds.Prefer,
  kinds.Once,
  kinds.Merge,
]);

/** A word before one of these is a name, whatever else it may be. */
const AFTER_NAMES: ReadonlySet<Kind> = new Set([kinds.Arrow, kinds.Colon, kinds.Equal, kinds.Dot]);

/** A declaration begins with `token`. `param` begins one when a name follows, else it reads a parameter. */
export const beginsDeclaration = (token: Token, next: Token): boolean => {
  if (token.kind === kinds.Param) return isA(next, kinds.NameToken);
  return DECLARATIONS.has(token.kind) && !AFTER_NAMES.has(next.kind);
};

export const beginsClause = (token: Token): boolean => CLAUSES.has(token.kind);
/** The words that clauses begin with. */
export const clauseWords: readonly string[] = [...CLAUSES].map(({ name }) => name);

/** A reserved word that can have been meant as a name. */
export const mayBeName = (token: Token): boolean =>
  isA(token, kinds.Reserved) && !isA(token, kinds.OperandStart) && !JOINTS.has(token.kind);

/** A reserved word followed by what follows names only: `function: string`, `to <- x`. */
export const isReservedTarget = (token: Token, next: Token): boolean =>
  isA(token, kinds.Reserved) && (next.kind === kinds.Arrow || next.kind === kinds.Colon);

/** A token in words for a message. */
export const describe = (token: Token): string => {
  if (token.kind === kinds.End) return 'the end of the file';
  if (token.kind === kinds.HoleEnd) return 'the end of the hole';
  if (TEXTS.has(token.kind)) return 'a text';
  const image = token.image.length > 40 ? `${token.image.slice(0, 39)}…` : token.image;
  return image.startsWith('`') ? `the name ${image}` : `\`${image}\``;
};

const TEXTS: ReadonlySet<Kind> = new Set([kinds.PlainText, kinds.RawText, kinds.TextStart]);

/** The name that a token spells: without back-ticks, in NFC. */
export const nameText = (token: Token): string => {
  const image = token.kind === kinds.QuotedName ? token.image.replace(/^`|`$/g, '') : token.image;
  return image.normalize('NFC');
};
