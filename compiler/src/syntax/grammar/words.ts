// Questions about single tokens: what they begin, what they are called, what name they spell.
import { EOF, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import * as kinds from '../lexer/tokens.js';

const DECLARATIONS: ReadonlySet<TokenType> = new Set([
  kinds.Rule,
  kinds.Flows,
  kinds.Connector,
  kinds.Metaverse,
  kinds.Namespace,
  kinds.FunctionWord,
  kinds.Test,
]);

const CLAUSES: ReadonlySet<TokenType> = new Set([
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
const JOINTS: ReadonlySet<TokenType> = new Set([
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
const AFTER_NAMES: ReadonlySet<TokenType> = new Set([kinds.Arrow, kinds.Colon, kinds.Equal, kinds.Dot]);

/** A declaration begins with `token`. `param` begins one when a name follows, else it reads a parameter. */
export const beginsDeclaration = (token: IToken, next: IToken): boolean => {
  if (token.tokenType === kinds.Param) return tokenMatcher(next, kinds.NameToken);
  return DECLARATIONS.has(token.tokenType) && !AFTER_NAMES.has(next.tokenType);
};

export const beginsClause = (token: IToken): boolean => CLAUSES.has(token.tokenType);

/** A reserved word that can have been meant as a name. */
export const mayBeName = (token: IToken): boolean =>
  tokenMatcher(token, kinds.Reserved) && !tokenMatcher(token, kinds.OperandStart) && !JOINTS.has(token.tokenType);

/** A reserved word followed by what follows names only: `function: string`, `to <- x`. */
export const isReservedTarget = (token: IToken, next: IToken): boolean =>
  tokenMatcher(token, kinds.Reserved) && (next.tokenType === kinds.Arrow || next.tokenType === kinds.Colon);

/** A token in words for a message. */
export const describe = (token: IToken): string => {
  if (token.tokenType === EOF) return 'the end of the file';
  if (token.tokenType === kinds.HoleEnd) return 'the end of the hole';
  if (TEXTS.has(token.tokenType)) return 'a text';
  const image = token.image.length > 40 ? `${token.image.slice(0, 39)}…` : token.image;
  return image.startsWith('`') ? `the name ${image}` : `\`${image}\``;
};

const TEXTS: ReadonlySet<TokenType> = new Set([kinds.PlainText, kinds.RawText, kinds.TextStart]);

/** The name that a token spells: without back-ticks, in NFC. */
export const nameText = (token: IToken): string => {
  const image = token.tokenType === kinds.QuotedName ? token.image.replace(/^`|`$/g, '') : token.image;
  return image.normalize('NFC');
};
