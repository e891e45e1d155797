// Random programs that the grammar accepts; what they mean is of no concern.
import { ExpressionSource } from './expressions.js';
import type { Random } from './random.js';
import { spread } from './spread.js';

/** The text of a random program. The same random numbers give the same program. */
export const randomProgram = (random: Random): string => spread(new ProgramSource(random).program(), random);

type Tokens = readonly string[];

class ProgramSource extends ExpressionSource {
  program(): Tokens {
    return this.random.some(0, 5, () => this.documented(this.declaration())).flat();
  }

  private documented(tokens: Tokens): Tokens {
    return this.random.oneIn(5) ? ['/// What it is for.', ...(this.random.oneIn(3) ? ['///'] : []), ...tokens] : tokens;
  }

  private declaration(): Tokens {
    switch (this.random.below(10)) {
      case 0:
        return ['param', this.name(), ':', ...this.type(), ...this.maybe(['=', ...this.constant()])];
      case 1:
        return ['connector', this.name(), '{', 'schema', this.plainText(), '}'];
      case 2:
      case 3:
        return [
          'metaverse',
          this.name(),
          '{',
          ...this.random.some(0, 5, () => this.documented(this.attribute())).flat(),
          '}',
        ];
      case 4:
        return ['namespace', this.name(), '{', ...this.random.some(0, 3, () => this.entry()).flat(), '}'];
      case 5:
        return this.function();
      case 6:
        return ['flows', this.name(), ...this.sides(), '{', ...this.clauses(), '}'];
      case 7:
        return ['test', this.plainText(), '{', ...this.random.some(0, 5, () => this.step()).flat(), '}'];
      default:
        return this.rule();
    }
  }

  private maybe(tokens: Tokens): Tokens {
    return this.random.oneIn(2) ? tokens : [];
  }

  private type(): Tokens {
    const base = this.random.oneOf<Tokens>([
      ...[['string'], ['integer'], ['dn'], ['ref', 'person'], ['ref', 'any']],
      this.between(
        '|',
        this.random.some(1, this.random.oneIn(5) ? 12 : 3, () => [this.plainText()]),
      ),
    ]);
    return this.random.oneIn(4) ? [...base, '[', ']'] : base;
  }

  private constant(): Tokens {
    if (this.random.oneIn(4)) return ['[', ...this.list(this.random.some(0, 3, () => this.constant())), ']'];
    return this.random.oneIn(6) ? ['-', '9223372036854775808'] : [this.literal()];
  }

  private attribute(): Tokens {
    const prefer = [
      'prefer',
      ...this.between(
        ',',
        this.random.some(1, 3, () => [this.name()]),
      ),
    ];
    const exact = this.random.oneIn(3) ? ['exact'] : [];
    const value = this.random.oneIn(3) ? ['=', ...this.expression()] : [];
    return [this.name(), ':', ...this.type(), ...exact, ...(this.random.oneIn(4) ? prefer : []), ...value];
  }

  private entry(): Tokens {
    return [this.name(), ...this.maybe(['.', this.name()]), ':', ...this.expression(5)];
  }

  private function(): Tokens {
    const parameters = this.between(
      ',',
      this.random.some(0, 4, () => [this.name(), ':', ...this.type()]),
    );
    return ['function', this.name(), '(', ...parameters, ')', ':', ...this.type(), '=', ...this.expression()];
  }

  private sides(): Tokens {
    return ['from', ...this.typeList(), 'to', ...this.typeList()];
  }

  private typeList(): Tokens {
    return this.between(
      ',',
      this.random.some(1, this.random.oneIn(8) ? 8 : 2, () => this.typeName()),
    );
  }

  private typeName(): Tokens {
    const account = this.random.oneIn(5) ? ['as', this.name()] : [];
    return [this.random.oneOf(['person', 'hr', '`odd one`']), ...this.maybe(['.', this.name()]), ...account];
  }

  private rule(): Tokens {
    const title = this.maybe([this.plainText()]);
    const precedence = this.maybe(['precedence', this.random.oneOf(['1', '1_000', '0xFF'])]);
    return ['rule', this.name(), ...title, ...this.sides(), ...precedence, '{', ...this.clauses(), '}'];
  }

  private clauses(): Tokens {
    return this.random.some(0, 8, () => this.documented(this.clause())).flat();
  }

  private clause(): Tokens {
    switch (this.random.below(16)) {
      case 0:
        return ['scope', ...this.expression()];
      case 1:
        return ['join', ...this.expression()];
      case 2:
        return ['project', ...this.maybe(['when', ...this.expression()])];
      case 3:
        return ['provision', ...this.maybe(['when', ...this.expression()])];
      case 4:
        return ['deprovision', this.random.oneOf(['delete', 'disconnect', 'keep']), ...this.maybe(['after', '30d'])];
      case 5:
        return ['unclaimed', 'delete', ...this.maybe(['when', ...this.expression()])];
      case 6:
      case 7:
        return ['let', this.name(), ...this.maybe([':', ...this.type()]), '=', ...this.expression()];
      case 8:
        return ['include', this.name()];
      case 9:
        return ['disabled'];
      default:
        return this.flow();
    }
  }

  private flow(): Tokens {
    const path = (): Tokens => (this.random.oneIn(6) ? [this.name(), '.', this.name()] : [this.name()]);
    const targets = this.between(',', this.random.some(1, this.random.oneIn(8) ? 20 : 2, path));
    const mode = this.random.oneOf<Tokens>([[], [], ['once'], ['merge']]);
    return [...targets, '<-', ...mode, ...this.expression(this.random.oneIn(6) ? 40 : 8)];
  }

  private step(): Tokens {
    switch (this.random.below(6)) {
      case 0:
        return ['param', this.name(), '=', ...this.constant()];
      case 1:
        return ['at', this.random.oneOf(['2026-03-31', '2026-03-31T17:00Z'])];
      case 2:
        return [
          this.random.oneOf(['given', 'change']),
          ...this.typeName(),
          ...this.maybe([this.plainText()]),
          ...this.object(),
        ];
      case 3:
        return ['remove', ...this.typeName(), ...this.maybe([this.plainText()])];
      default:
        return ['expect', ...this.expectation()];
    }
  }

  private expectation(): Tokens {
    if (this.random.oneIn(4)) return ['nothing'];
    const change = this.random.oneOf<Tokens>([[], ['add'], ['update'], ['delete']]);
    const begin = this.random.oneIn(4) ? ['error'] : [...(this.random.oneIn(4) ? ['no'] : []), ...change];
    return [...begin, ...this.typeName(), ...this.maybe([this.plainText()]), ...this.maybe(this.object())];
  }

  private object(): Tokens {
    const path = (): Tokens => [this.name(), ...(this.random.oneIn(6) ? ['.', this.name()] : [])];
    return [
      '{',
      ...this.list(this.random.some(0, this.random.oneIn(6) ? 12 : 3, () => [...path(), ':', ...this.value()])),
      '}',
    ];
  }

  private value(): Tokens {
    if (this.random.oneIn(4)) return ['hr', '.', 'person', this.plainText()];
    if (this.random.oneIn(4)) return ['[', ...this.list(this.random.some(0, 3, () => this.value())), ']'];
    return this.constant();
  }
}
