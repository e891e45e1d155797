// The grammar's top: a file of declarations.
import type { ParserMethod } from 'chevrotain';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceFile } from '../../source/source.js';
import type { Lexed } from '../lexer/refine.js';
import type { Comment, Declaration, FileTree } from '../tree.js';
import type { IsStop } from './core.js';
import { TestGrammar } from './tests.js';
import { beginsDeclaration } from './words.js';

/** One instance serves all: building it analyses the grammar, which takes milliseconds. */
export class Parser extends TestGrammar {
  /** Collected here, so that nothing that was read can be lost. */
  private declarations: Declaration[] = [];

  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

  /** The declarations of a text, what is wrong with it, and documentation that belongs to none of them. */
  read(
    file: SourceFile,
    lexed: Lexed,
  ): { readonly tree: FileTree; readonly diagnostics: readonly Diagnostic[]; readonly comments: readonly Comment[] } {
    this.declarations = [];
    this.open(file, lexed);
    this.wholeFile();
    const comments = this.unclaimedDocumentation();
    const span = { start: 0, end: file.text.length };
    return { tree: { kind: 'file', declarations: this.declarations, span }, diagnostics: this.findings(), comments };
  }

  private readonly wholeFile: ParserMethod<[], void> = this.RULE('wholeFile', () => {
    this.MANY(() => {
      const declaration = this.OR({ DEF: this.declarationForms, IGNORE_AMBIGUITIES: true });
      this.ACTION(() => {
        if (declaration !== undefined) this.declarations.push(declaration);
      });
    });
  });

  private readonly declarationForms: { readonly ALT: () => Declaration | undefined }[] = [
    { ALT: () => this.SUBRULE(this.ruleDeclaration) },
    { ALT: () => this.SUBRULE(this.flowsDeclaration) },
    { ALT: () => this.SUBRULE(this.metaverseDeclaration) },
    { ALT: () => this.SUBRULE(this.functionDeclaration) },
    { ALT: () => this.SUBRULE(this.paramDeclaration) },
    { ALT: () => this.SUBRULE(this.connectorDeclaration) },
    { ALT: () => this.SUBRULE(this.namespaceDeclaration) },
    { ALT: () => this.SUBRULE(this.testDeclaration) },
    {
      ALT: () => {
        this.SUBRULE(this.junk, { ARGS: ['a declaration', this.startsDeclaration] });
        return undefined;
      },
    },
  ];

  private readonly startsDeclaration: IsStop = (distance) =>
    beginsDeclaration(this.LA(distance), this.LA(distance + 1));
}
