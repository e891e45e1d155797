// Random expressions, as lists of tokens: one function for each level of section 4, so that only valid ones arise.
import type { Random } from './random.js';

export const NAMES: readonly string[] = [
  ...[
    'sn',
    'givenName',
    'x',
    'mS-DS-ConsistencyGuid',
    'employeeNumber',
    'größe',
    'cafe\u0301',
    '_a1',
    '`Cost centre`',
    '`rule`',
  ],
  ...[
    'ref',
    'string',
    'schema',
    'delete',
    'disconnect',
    'given',
    'change',
    'remove',
    'expect',
    'at',
    'add',
    'update',
    'no',
  ],
  'nothing',
];

type Tokens = readonly string[];

export class ExpressionSource {
  /** How many more forms may be opened; keeps expressions finite. */
  private fuel = 0;

  constructor(protected readonly random: Random) {}

  /** An expression of about this many parts. */
  expression(fuel = 12): Tokens {
    this.fuel = fuel;
    return this.anything();
  }

  name(): string {
    return this.random.oneOf(NAMES);
  }

  text(): string {
    return this.random.oneIn(4) ? this.textWithHole() : this.plainText();
  }

  plainText(): string {
    return this.random.oneOf([
      ...[
        '"a"',
        '""',
        '"Müller\\u{1F600}"',
        '"\\"quoted\\" \\\\ \\$"',
        "'^[a-z]+$'",
        "'it''s'",
        "''",
        '"OU=People,DC=corp,DC=example"',
      ],
    ]);
  }

  literal(): string {
    return this.random.oneOf([
      ...[this.plainText(), '0', '42', '1_000', '0x7FFF_FFFE', '9223372036854775807', '30d', '90min', '2026-03-31'],
      ...['2026-03-31T17:00:30.5+02:00', '0001-01-01T00:00Z', 'true', 'false', 'absent'],
    ]);
  }

  private textWithHole(): string {
    const hole = this.anything().join(' ');
    return `"before \${${hole}}${this.random.oneIn(2) ? ` and \${ ${this.name()}}` : ''} after"`;
  }

  private burn(): boolean {
    this.fuel--;
    return this.fuel > 0;
  }

  private anything(): Tokens {
    if (!this.burn()) return [this.name()];
    switch (this.random.below(8)) {
      case 0:
        return this.conditional();
      case 1:
        return this.caseOf();
      case 2:
        return ['every', this.name(), this.name(), 'where', ...this.anything()];
      default:
        return this.condition();
    }
  }

  private conditional(): Tokens {
    const branches = ['if', ...this.anything(), 'then', ...this.anything()];
    return this.random.oneIn(3) ? branches : [...branches, 'else', ...this.anything()];
  }

  private caseOf(): Tokens {
    const arms = this.random.some(1, 3, () => [...this.patterns(), ':', ...this.anything()]);
    if (this.random.oneIn(2)) arms.push(['else', ':', ...this.anything()]);
    return ['case', ...this.condition(), '{', ...this.list(arms), '}'];
  }

  private patterns(): Tokens {
    const pattern = (): string => this.random.oneOf([this.plainText(), '1', '2026-01-01', 'true', 'false']);
    return this.between(
      '|',
      this.random.some(1, 2, () => [pattern()]),
    );
  }

  private condition(): Tokens {
    const word = this.random.oneOf(['and', 'or']);
    return this.between(
      word,
      this.random.some(1, this.random.oneIn(4) ? 4 : 1, () => this.negation()),
    );
  }

  private negation(): Tokens {
    return this.random.oneIn(8) ? ['not', ...this.negation()] : this.comparison();
  }

  private comparison(): Tokens {
    const left = this.fallback();
    if (this.random.oneIn(5)) return [...left, 'is', this.random.oneOf(['present', 'absent'])];
    if (!this.random.oneIn(4)) return left;
    return [...left, this.random.oneOf(['==', '!=', '<', '<=', '>', '>=', 'in']), ...this.fallback()];
  }

  private fallback(): Tokens {
    return this.between(
      '??',
      this.random.some(1, this.random.oneIn(6) ? 3 : 1, () => this.additive()),
    );
  }

  private additive(): Tokens {
    const sign = (): string => this.random.oneOf(['+', '-']);
    return this.random
      .some(1, this.random.oneIn(6) ? 3 : 1, () => this.product())
      .flatMap((product, index) => (index === 0 ? product : [sign(), ...product]));
  }

  private product(): Tokens {
    return this.between(
      '*',
      this.random.some(1, this.random.oneIn(10) ? 3 : 1, () => this.unary()),
    );
  }

  private unary(): Tokens {
    return this.random.oneIn(12) ? ['-', ...this.unary()] : this.postfix();
  }

  private postfix(): Tokens {
    const members = this.random.some(0, this.random.oneIn(6) ? 2 : 0, () => ['.', this.name()]);
    return [...this.primary(), ...members.flat()];
  }

  private primary(): Tokens {
    if (!this.burn()) return [this.name()];
    switch (this.random.below(12)) {
      case 0:
        return [this.random.oneOf(['cs', 'mv', 'param']), '.', this.name()];
      case 1:
        return [this.random.oneOf(['same', 'self', 'clear', 'keep'])];
      case 2:
      case 3:
        return [this.name(), '(', ...this.list(this.random.some(0, 3, () => this.argument())), ')'];
      case 4:
        return ['[', ...this.list(this.random.some(0, 3, () => this.anything())), ']'];
      case 5:
        return ['(', ...this.anything(), ')'];
      case 6:
        return ['error', '(', ...this.anything(), ')'];
      case 7:
      case 8:
        return [this.text()];
      case 9:
        return [this.literal()];
      default:
        return [this.name()];
    }
  }

  private argument(): Tokens {
    return this.random.oneIn(4) ? [this.name(), '=>', ...this.anything()] : this.anything();
  }

  /** With commas, and sometimes one more at the end. */
  protected list(items: readonly Tokens[]): Tokens {
    const tokens = this.between(',', items);
    return items.length > 0 && this.random.oneIn(4) ? [...tokens, ','] : tokens;
  }

  protected between(sign: string, items: readonly Tokens[]): Tokens {
    return items.flatMap((item, index) => (index === 0 ? item : [sign, ...item]));
  }
}
