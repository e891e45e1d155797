// The grammar's top: a file of declarations.
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceFile } from '../../source/source.js';
import type { Lexed } from '../lexer/refine.js';
import * as kinds from '../lexer/tokens.js';
import type { Comment, Declaration, FileTree } from '../tree.js';
import type { IsStop } from './core.js';
import { TestGrammar } from './tests.js';
import { beginsDeclaration } from './words.js';

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

  private readonly startsDeclaration: IsStop = (distance) =>
    beginsDeclaration(this.ahead(distance), this.ahead(distance + 1));
}
