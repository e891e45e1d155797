// The grammar of clauses: what stands in the body of a rule or of `flows` (section 3, `clause`).

import { didYouMean } from '../../diagnostics/suggest.js';
import * as kinds from '../lexer/tokens.js';
import type { Clause, DeprovisionClause, Expression, FlowClause, Path } from '../tree.js';
import type { IsStop } from './core.js';
import { TypeGrammar } from './types.js';
import { beginsClause, clauseWords } from './words.js';

type Side = Pick<FlowClause, 'mode' | 'value'>;

export abstract class ClauseGrammar extends TypeGrammar {
  /** The clauses behind `{`, and the closing brace. */
  protected clauses(): readonly Clause[] {
    const clauses: Clause[] = [];
    while (this.startsReservedEntry() || !this.endsBlock()) {
      const before = this.count();
      const clause = this.clauseOrJunk();
      if (clause !== undefined) clauses.push(clause);
      // What a faulty clause leaves behind on its line belongs to its fault.
      const isFaulty = this.count() > before || this.isKnown(this.ahead());
      if (isFaulty) this.skipRest((distance) => this.startsClause(distance) || !this.onSameLine(this.ahead(distance)));
    }
    this.closeBrace();
    return clauses;
  }

  private clauseOrJunk(): Clause | undefined {
    if (this.startsReservedEntry()) return this.flow();
    switch (this.ahead().kind) {
      case kinds.Scope:
        return this.scopeClause();
      case kinds.Join:
        return this.joinClause();
      case kinds.Project:
        return this.projectClause();
      case kinds.Provision:
        return this.provisionClause();
      case kinds.Deprovision:
        return this.deprovisionClause();
      case kinds.Unclaimed:
        return this.unclaimedClause();
      case kinds.Let:
        return this.letClause();
      case kinds.Include:
        return this.includeClause();
      case kinds.Disabled:
        return this.disabledClause();
    }
    if (this.isNext(kinds.NameToken)) return this.flow();
    this.junk('a clause or `}`', this.startsClause);
    return undefined;
  }

  /** Where reading goes on behind something that does not belong. */
  protected readonly startsClause: IsStop = (distance) =>
    beginsClause(this.ahead(distance)) || this.startsFlow(distance) || this.startsReservedEntry(distance);

  private scopeClause(): Clause {
    const word = this.take(kinds.Scope);
    const condition = this.rightSide();
    return { kind: 'scope', condition, ...this.clauseAt(word) };
  }

  private joinClause(): Clause {
    const word = this.take(kinds.Join);
    const condition = this.rightSide();
    return { kind: 'join', condition, ...this.clauseAt(word) };
  }

  private projectClause(): Clause {
    const word = this.take(kinds.Project);
    return { kind: 'project', ...this.whenPart(), ...this.clauseAt(word) };
  }

  private provisionClause(): Clause {
    const word = this.take(kinds.Provision);
    return { kind: 'provision', ...this.whenPart(), ...this.clauseAt(word) };
  }

  private unclaimedClause(): Clause {
    const word = this.take(kinds.Unclaimed);
    if (this.accept(kinds.Delete) === undefined) this.expected('`delete`');
    return { kind: 'unclaimed', ...this.whenPart(), ...this.clauseAt(word) };
  }

  private whenPart(): { readonly when?: Expression } {
    return this.accept(kinds.When) === undefined ? {} : { when: this.rightSide() };
  }

  private deprovisionClause(): Clause {
    const word = this.take(kinds.Deprovision);
    const action = this.deprovisionAction();
    if (action === 'missing') this.expected('`delete`, `disconnect` or `keep`');
    const after = this.accept(kinds.After) === undefined ? {} : { after: this.rightSide() };
    return { kind: 'deprovision', action, ...after, ...this.clauseAt(word) };
  }

  private deprovisionAction(): DeprovisionClause['action'] {
    if (this.accept(kinds.Delete) !== undefined) return 'delete';
    if (this.accept(kinds.Disconnect) !== undefined) return 'disconnect';
    return this.accept(kinds.Keep) === undefined ? 'missing' : 'keep';
  }

  private letClause(): Clause {
    const word = this.take(kinds.Let);
    const name = this.expectedName('a name');
    const type = this.accept(kinds.Colon) === undefined ? {} : { type: this.typeNode() };
    this.equals();
    const value = this.rightSide();
    return { kind: 'let', name, ...type, value, ...this.clauseAt(word) };
  }

  private includeClause(): Clause {
    const word = this.take(kinds.Include);
    const name = this.expectedName('the name of `flows`');
    return { kind: 'include', name, ...this.clauseAt(word) };
  }

  private disabledClause(): Clause {
    const word = this.take(kinds.Disabled);
    return { kind: 'disabled', ...this.clauseAt(word) };
  }

  private flow(): FlowClause {
    const start = this.here();
    const targets: Path[] = [this.path()];
    while (this.accept(kinds.Comma) !== undefined) targets.push(this.expectedTarget());
    const side = this.flowSide();
    // Without an arrow, what follows belongs to that mistake.
    if (side === undefined) {
      const value = this.missing('`<-`', meantClause(targets));
      this.skipRest(this.startsClause);
      return { kind: 'flow', targets, mode: 'set', value, ...this.placeOf(start) };
    }
    return { kind: 'flow', targets, ...side, ...this.placeOf(start) };
  }

  private expectedTarget(): Path {
    if (this.isNext(kinds.NameToken) || this.startsReservedEntry()) return this.path();
    const name = this.missingName('a target');
    return { names: [name], span: name.span };
  }

  private flowSide(): Side | undefined {
    const arrow = this.acceptArrow();
    if (arrow === undefined) return undefined;
    this.checkArrow(arrow);
    return { mode: this.mode(), value: this.rightSide() };
  }

  /** An arrow, or a sign that was meant as one. */
  private acceptArrow(): kinds.Token | undefined {
    const arrow = this.accept(kinds.Arrow) ?? this.accept(kinds.Equal);
    return arrow ?? this.accept(kinds.LessEqual) ?? this.accept(kinds.Colon);
  }

  private checkArrow(arrow: kinds.Token): void {
    if (arrow.kind === kinds.Arrow) return;
    const span = this.spanOf(arrow);
    this.report('SR1025', span, { found: `\`${arrow.image}\`` }, this.replacing(span, 'Write `<-`', '<-'));
  }

  private mode(): FlowClause['mode'] {
    if (this.accept(kinds.Once) !== undefined) return 'once';
    return this.accept(kinds.Merge) === undefined ? 'set' : 'merge';
  }

  private clauseAt(word: kinds.Token): Pick<Clause, 'span' | 'doc'> {
    return this.placeOf(word.start);
  }
}

/** A word that stands alone can be a clause misspelt. */
const meantClause = (targets: readonly Path[]): { readonly help?: string } => {
  const [word, another] = targets.flatMap(({ names }) => names);
  const help = word === undefined || another !== undefined ? undefined : didYouMean(word.text, clauseWords);
  return help === undefined ? {} : { help };
};
