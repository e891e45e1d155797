// The grammar's top: a file of declarations.
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/suggest.js';
import type { SourceFile } from '../../source/source.js';
import type { Lexed } from '../lexer/refine.js';
import * as kinds from '../lexer/tokens.js';
import type { Comment, Declaration, FileTree } from '../tree.js';
import type { IsStop } from './core.js';
import { TestGrammar } from './tests.js';
import { beginsDeclaration, declarationWords } from './words.js';

/** One instance serves all files, one after the other. */
export class Parser extends TestGrammar {
  /** The declarations of a text, what is wrong with it, and documentation that belongs to none of them. */
  read(
    file: SourceFile,
    lexed: Lexed,
  ): { readonly tree: FileTree; readonly diagnostics: readonly Diagnostic[]; readonly comments: readonly Comment[] } {
    this.open(file, lexed);
    const declarations = this.wholeFile();
    const comments = this.unclaimedDocumentation();
    const span = { start: 0, end: file.text.length };
    return { tree: { kind: 'file', declarations, span }, diagnostics: this.findings(), comments };
  }

  private wholeFile(): readonly Declaration[] {
    const declarations: Declaration[] = [];
    while (!this.isNext(kinds.End)) {
      const declaration = this.declarationOrJunk();
      if (declaration !== undefined) declarations.push(declaration);
    }
    return declarations;
  }

  private declarationOrJunk(): Declaration | undefined {
    this.readMisspelt();
    switch (this.ahead().kind) {
      case kinds.Rule:
        return this.ruleDeclaration();
      case kinds.Flows:
        return this.flowsDeclaration();
      case kinds.Metaverse:
        return this.metaverseDeclaration();
      case kinds.FunctionWord:
        return this.functionDeclaration();
      case kinds.Param:
        return this.paramDeclaration();
      case kinds.Connector:
        return this.connectorDeclaration();
      case kinds.Namespace:
        return this.namespaceDeclaration();
      case kinds.Test:
        return this.testDeclaration();
      default:
        this.junk('a declaration', this.startsDeclaration);
        return undefined;
    }
  }

  /** A word before a name or a title can be a declaration misspelt: what follows is read as that. */
  private readMisspelt(): void {
    const word = this.ahead();
    if (word.kind !== kinds.Identifier || !(this.isNext(kinds.NameToken, 2) || this.isNext(kinds.PlainText, 2))) return;
    const [meant] = nearest(word.image, declarationWords.keys());
    const kind = declarationWords.get(meant ?? '');
    if (meant === undefined || kind === undefined) return;
    const fixes = this.replacing(this.spanOf(word), `Change to \`${meant}\``, meant);
    this.unexpected('a declaration', word, { help: `did you mean \`${meant}\`?`, ...fixes });
    this.readAs(kind);
  }

  private readonly startsDeclaration: IsStop = (distance) =>
    beginsDeclaration(this.ahead(distance), this.ahead(distance + 1));
}
