// The grammar of clauses: what stands in the body of a rule or of `flows` (section 3, `clause`).
import type { IToken, ParserMethod } from 'chevrotain';
import * as kinds from '../lexer/tokens.js';
import type { Clause, DeprovisionClause, Expression, FlowClause, Path } from '../tree.js';
import type { IsStop } from './core.js';
import { TypeGrammar } from './types.js';
import { beginsClause } from './words.js';

type Side = Pick<FlowClause, 'mode' | 'value'>;

export abstract class ClauseGrammar extends TypeGrammar {
  /** The clauses behind `{`, and the closing brace. */
  protected readonly clauses: ParserMethod<[], readonly Clause[]> = this.RULE('clauses', () => {
    const clauses: Clause[] = [];
    this.MANY({
      GATE: () => this.startsReservedEntry() || !this.endsBlock(),
      DEF: () => {
        const before = this.count();
        const clause = this.SUBRULE(this.clauseOrJunk);
        this.ACTION(() => {
          if (clause !== undefined) clauses.push(clause);
        });
        // What a faulty clause leaves behind on its line belongs to its fault.
        const isFaulty = this.count() > before || this.isKnown(this.LA(1));
        const isStop: IsStop = (distance) =>
          !isFaulty || this.startsClause(distance) || !this.onSameLine(this.LA(distance));
        this.SUBRULE(this.skipRest, { ARGS: [isStop] });
      },
    });
    this.SUBRULE(this.closeBrace);
    return clauses;
  });

  private readonly clauseOrJunk: ParserMethod<[], Clause | undefined> = this.RULE('clauseOrJunk', () =>
    this.OR({ DEF: this.clauseForms, IGNORE_AMBIGUITIES: true }),
  );

  private readonly clauseForms: { readonly GATE?: () => boolean; readonly ALT: () => Clause | undefined }[] = [
    { GATE: () => this.startsReservedEntry(), ALT: () => this.SUBRULE(this.flow) },
    { ALT: () => this.SUBRULE(this.scopeClause) },
    { ALT: () => this.SUBRULE(this.joinClause) },
    { ALT: () => this.SUBRULE(this.projectClause) },
    { ALT: () => this.SUBRULE(this.provisionClause) },
    { ALT: () => this.SUBRULE(this.deprovisionClause) },
    { ALT: () => this.SUBRULE(this.unclaimedClause) },
    { ALT: () => this.SUBRULE(this.letClause) },
    { ALT: () => this.SUBRULE(this.includeClause) },
    { ALT: () => this.SUBRULE(this.disabledClause) },
    { GATE: () => this.isNext(kinds.NameToken), ALT: () => this.SUBRULE1(this.flow) },
    {
      ALT: () => {
        this.SUBRULE(this.junk, { ARGS: ['a clause or `}`', this.startsClause] });
        return undefined;
      },
    },
  ];

  /** Where reading goes on behind something that does not belong. */
  protected readonly startsClause: IsStop = (distance) =>
    beginsClause(this.LA(distance)) || this.startsFlow(distance) || this.startsReservedEntry(distance);

  private readonly scopeClause: ParserMethod<[], Clause> = this.RULE('scopeClause', () => {
    const word = this.CONSUME(kinds.Scope);
    const condition = this.SUBRULE(this.rightSide);
    return this.ACTION((): Clause => ({ kind: 'scope', condition, ...this.clauseAt(word) }));
  });

  private readonly joinClause: ParserMethod<[], Clause> = this.RULE('joinClause', () => {
    const word = this.CONSUME(kinds.Join);
    const condition = this.SUBRULE(this.rightSide);
    return this.ACTION((): Clause => ({ kind: 'join', condition, ...this.clauseAt(word) }));
  });

  private readonly projectClause: ParserMethod<[], Clause> = this.RULE('projectClause', () => {
    const word = this.CONSUME(kinds.Project);
    const when = this.SUBRULE(this.whenPart);
    return this.ACTION((): Clause => ({ kind: 'project', ...given(when), ...this.clauseAt(word) }));
  });

  private readonly provisionClause: ParserMethod<[], Clause> = this.RULE('provisionClause', () => {
    const word = this.CONSUME(kinds.Provision);
    const when = this.SUBRULE(this.whenPart);
    return this.ACTION((): Clause => ({ kind: 'provision', ...given(when), ...this.clauseAt(word) }));
  });

  private readonly unclaimedClause: ParserMethod<[], Clause> = this.RULE('unclaimedClause', () => {
    const word = this.CONSUME(kinds.Unclaimed);
    const action = this.OPTION(() => this.CONSUME(kinds.Delete));
    this.ACTION(() => {
      if (action === undefined) this.expected('`delete`');
    });
    const when = this.SUBRULE(this.whenPart);
    return this.ACTION((): Clause => ({ kind: 'unclaimed', ...given(when), ...this.clauseAt(word) }));
  });

  private readonly whenPart: ParserMethod<[], Expression | undefined> = this.RULE('whenPart', () => {
    const when = this.OPTION(() => {
      this.CONSUME(kinds.When);
      return this.SUBRULE(this.rightSide);
    });
    return when;
  });

  private readonly deprovisionClause: ParserMethod<[], Clause> = this.RULE('deprovisionClause', () => {
    const word = this.CONSUME(kinds.Deprovision);
    const action = this.OPTION(() => this.SUBRULE(this.deprovisionAction));
    this.ACTION(() => {
      if (action === undefined) this.expected('`delete`, `disconnect` or `keep`');
    });
    const after = this.OPTION1(() => {
      this.CONSUME(kinds.After);
      return this.SUBRULE(this.rightSide);
    });
    return this.ACTION(
      (): Clause => ({
        kind: 'deprovision',
        action: action ?? 'missing',
        ...(after === undefined ? {} : { after }),
        ...this.clauseAt(word),
      }),
    );
  });

  private readonly deprovisionAction: ParserMethod<[], DeprovisionClause['action']> = this.RULE(
    'deprovisionAction',
    () => {
      const word = this.OR([
        { ALT: () => this.CONSUME(kinds.Delete) },
        { ALT: () => this.CONSUME(kinds.Disconnect) },
        { ALT: () => this.CONSUME(kinds.Keep) },
      ]);
      return this.ACTION(() => actionOf(word));
    },
  );

  private readonly letClause: ParserMethod<[], Clause> = this.RULE('letClause', () => {
    const word = this.CONSUME(kinds.Let);
    const name = this.SUBRULE(this.expectedName, { ARGS: ['a name'] });
    const type = this.OPTION(() => {
      this.CONSUME(kinds.Colon);
      return this.SUBRULE(this.typeNode);
    });
    this.SUBRULE(this.equals);
    const value = this.SUBRULE(this.rightSide);
    return this.ACTION(
      (): Clause => ({
        kind: 'let',
        name,
        ...(type === undefined ? {} : { type }),
        value,
        ...this.clauseAt(word),
      }),
    );
  });

  private readonly includeClause: ParserMethod<[], Clause> = this.RULE('includeClause', () => {
    const word = this.CONSUME(kinds.Include);
    const name = this.SUBRULE(this.expectedName, { ARGS: ['the name of `flows`'] });
    return this.ACTION((): Clause => ({ kind: 'include', name, ...this.clauseAt(word) }));
  });

  private readonly disabledClause: ParserMethod<[], Clause> = this.RULE('disabledClause', () => {
    const word = this.CONSUME(kinds.Disabled);
    return this.ACTION((): Clause => ({ kind: 'disabled', ...this.clauseAt(word) }));
  });

  private readonly flow: ParserMethod<[], FlowClause> = this.RULE('flow', () => {
    const start = this.here();
    const targets: Path[] = [];
    const first = this.SUBRULE(this.path);
    this.ACTION(() => targets.push(first));
    this.MANY(() => {
      this.CONSUME(kinds.Comma);
      const next = this.SUBRULE(this.expectedTarget);
      this.ACTION(() => targets.push(next));
    });
    const side = this.OPTION(() => this.SUBRULE(this.flowSide));
    const read = this.ACTION((): Side => side ?? { mode: 'set', value: this.missing('`<-`') });
    // Without an arrow, what follows belongs to that mistake.
    const isStop: IsStop = (distance) => side !== undefined || this.startsClause(distance);
    this.SUBRULE(this.skipRest, { ARGS: [isStop] });
    return this.ACTION(
      (): FlowClause => ({
        kind: 'flow',
        targets,
        ...read,
        span: this.spanFrom(start),
        ...this.documentationAt(start),
      }),
    );
  });

  private readonly expectedTarget: ParserMethod<[], Path> = this.RULE('expectedTarget', () => {
    const path = this.OPTION({
      GATE: () => this.isNext(kinds.NameToken) || this.startsReservedEntry(),
      DEF: () => this.SUBRULE(this.path),
    });
    return this.ACTION((): Path => {
      if (path !== undefined) return path;
      const name = this.missingName('a target');
      return { names: [name], span: name.span };
    });
  });

  private readonly flowSide: ParserMethod<[], Side> = this.RULE('flowSide', () => {
    const arrow = this.OR([
      { ALT: () => this.CONSUME(kinds.Arrow) },
      { ALT: () => this.CONSUME(kinds.Equal) },
      { ALT: () => this.CONSUME(kinds.LessEqual) },
      { ALT: () => this.CONSUME(kinds.Colon) },
    ]);
    this.ACTION(() => this.checkArrow(arrow));
    const word = this.OPTION(() =>
      this.OR1([{ ALT: () => this.CONSUME(kinds.Once) }, { ALT: () => this.CONSUME(kinds.Merge) }]),
    );
    const value = this.SUBRULE(this.rightSide);
    return this.ACTION(() => ({ mode: modeOf(word), value }));
  });

  private checkArrow(arrow: IToken): void {
    if (arrow.tokenType === kinds.Arrow) return;
    const span = this.spanOf(arrow);
    this.report('SR1025', span, { found: `\`${arrow.image}\`` }, this.replacing(span, 'Write `<-`', '<-'));
  }

  private clauseAt(word: IToken): Pick<Clause, 'span' | 'doc'> {
    return { span: this.spanFrom(word.startOffset), ...this.documentationAt(word.startOffset) };
  }
}

const given = (when: Expression | undefined): { readonly when?: Expression } => (when === undefined ? {} : { when });

const modeOf = (word: IToken | undefined): FlowClause['mode'] => {
  if (word === undefined) return 'set';
  return word.tokenType === kinds.Once ? 'once' : 'merge';
};

const actionOf = (word: IToken): DeprovisionClause['action'] => {
  if (word.tokenType === kinds.Delete) return 'delete';
  return word.tokenType === kinds.Disconnect ? 'disconnect' : 'keep';
};
