// How deep a walk over tokens stands in brackets.
import * as kinds from '../lexer/tokens.js';

const OPENING: ReadonlySet<kinds.Kind> = new Set([kinds.LParen, kinds.LBracket, kinds.LBrace]);
const CLOSING: ReadonlySet<kinds.Kind> = new Set([kinds.RParen, kinds.RBracket, kinds.RBrace]);

/** Holes of texts always balance; what is open or closed too much inside of one does not count outside. */
export class Nesting {
  /** Below zero: a bracket was closed that was not opened on the walk. */
  level = 0;
  private readonly holes: number[] = [];

  take(token: kinds.Token): void {
    if (OPENING.has(token.kind)) this.level++;
    else if (CLOSING.has(token.kind)) this.close();
    else if (token.kind === kinds.HoleStart) {
      this.holes.push(this.level);
      this.level++;
    } else if (token.kind === kinds.HoleEnd) this.level = this.holes.pop() ?? -1;
  }

  private close(): void {
    const outer = this.holes.at(-1);
    if (outer === undefined || this.level > outer + 1) this.level--;
  }
}
