// RFC 4514 over texts with holes: from characters and holes to relative names and runs of components.
import type { Span } from '../../../source/source.js';
import type { Expression } from '../../../syntax/tree.js';

/** A character of the template, or a hole, with its place. */
export type Unit =
  | { readonly kind: 'character'; readonly text: string; readonly span: Span }
  | { readonly kind: 'hole'; readonly value: Expression; readonly span: Span };

export type ValuePart = string | { readonly hole: Expression };

export type Component =
  | { readonly kind: 'rdn'; readonly pairs: readonly { readonly type: string; readonly value: readonly ValuePart[] }[] }
  | { readonly kind: 'run'; readonly hole: Expression }
  /** Written out, with a value in hexadecimal: kept as it is. */
  | { readonly kind: 'written'; readonly text: string };

/** What is wrong, and where: a span inside the template. Thrown inside this file only. */
export interface Fault {
  readonly reason: string;
  readonly span: Span;
}

class Misread extends Error {
  constructor(readonly fault: Fault) {
    super(fault.reason);
  }
}

/** The components from left to right, or what is wrong first. `end`: an empty span behind the last unit. */
export const parseTemplate = (units: readonly Unit[], end: Span): readonly Component[] | Fault => {
  try {
    return new Reader(units, end).components();
  } catch (error) {
    if (error instanceof Misread) return error.fault;
    throw error;
  }
};

const NEEDS_ESCAPE = '"<>;';
const ESCAPABLE = '"+,;<> #=\\';

class Reader {
  private at = 0;

  constructor(
    private readonly units: readonly Unit[],
    private readonly end: Span,
  ) {}

  components(): readonly Component[] {
    const all = [this.component()];
    while (this.at < this.units.length) {
      this.at++; // the comma
      all.push(this.component());
    }
    return all;
  }

  private component(): Component {
    const unit = this.units[this.at];
    if (unit?.kind === 'hole' && this.endsComponent(this.at + 1)) {
      this.at++;
      return { kind: 'run', hole: unit.value };
    }
    const start = this.at;
    const pairs = [this.pair()];
    while (this.character() === '+') {
      this.at++;
      pairs.push(this.pair());
    }
    if (!pairs.some((pair) => pair.hexadecimal)) return { kind: 'rdn', pairs };
    return { kind: 'written', text: this.written(start) };
  }

  private pair(): { type: string; value: ValuePart[]; hexadecimal: boolean } {
    const type = this.type();
    const hexadecimal = this.character() === '#';
    const value = hexadecimal ? [this.hexadecimal()] : this.value();
    return { type, value, hexadecimal };
  }

  /** An attribute type and its equals sign. */
  private type(): string {
    const start = this.at;
    let type = '';
    for (let next = this.character(); next !== '='; next = this.character()) {
      if (next === undefined) return this.fail(this.typeReason(start), this.spanFrom(start));
      if (next === ',' || next === '+') return this.fail(this.typeReason(start), this.spanFrom(start));
      type += next;
      this.at++;
    }
    if (!/^([A-Za-z][A-Za-z0-9-]*|\d+(\.\d+)+)$/.test(type)) {
      this.fail(
        /^\s|\s$/.test(type) ? 'a blank stands beside a separator' : `\`${type}\` is no attribute type`,
        this.spanFrom(start),
      );
    }
    this.at++; // the equals sign
    return type;
  }

  private typeReason(start: number): string {
    if (this.units[this.at]?.kind === 'hole') return 'a hole stands where an attribute type is expected';
    return this.at === start ? 'a component is empty' : 'a component has no `=`';
  }

  private value(): ValuePart[] {
    const start = this.at;
    const parts: ValuePart[] = [];
    let text = '';
    let blankAtEnd = false;
    while (this.at < this.units.length && !this.endsPair()) {
      const unit = this.units[this.at];
      if (unit?.kind === 'hole') {
        if (text !== '') parts.push(text);
        parts.push({ hole: unit.value });
        text = '';
        blankAtEnd = false;
        this.at++;
        continue;
      }
      const character = this.character();
      blankAtEnd = character === ' ';
      if (blankAtEnd && this.at === start)
        this.fail('a value begins with a blank that is not escaped', this.spanFrom(start));
      text += character === '\\' ? this.escaped() : this.plain();
    }
    if (blankAtEnd) this.fail('a value ends with a blank that is not escaped', this.spanAt(this.at - 1));
    if (text !== '') parts.push(text);
    if (parts.length === 0) this.fail('a value is empty', this.spanAt(start));
    return parts;
  }

  private plain(): string {
    const character = this.character() ?? '';
    if (NEEDS_ESCAPE.includes(character) || character === '\0') {
      this.fail(`\`${character}\` must be escaped with a backslash`, this.spanAt(this.at));
    }
    this.at++;
    return character;
  }

  /** A backslash with a special character, or bytes in hexadecimal (UTF-8), as many as follow each other. */
  private escaped(): string {
    const start = this.at;
    const next = this.character(1);
    if (next !== undefined && ESCAPABLE.includes(next)) {
      this.at += 2;
      return next;
    }
    const bytes: number[] = [];
    while (this.character() === '\\' && this.isHexadecimal(1) && this.isHexadecimal(2)) {
      bytes.push(Number.parseInt(`${this.character(1)}${this.character(2)}`, 16));
      this.at += 3;
    }
    if (bytes.length === 0) this.fail('a backslash escapes nothing', this.spanAt(start));
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    } catch {
      return this.fail('the escaped bytes are no UTF-8', this.spanFrom(start));
    }
  }

  private hexadecimal(): string {
    const start = this.at;
    let text = '';
    while (this.at < this.units.length && !this.endsPair()) {
      text += this.character() ?? '$';
      this.at++;
    }
    if (!/^#([0-9A-Fa-f]{2})+$/.test(text)) {
      this.fail(
        'after `#` bytes in hexadecimal are expected; a `#` at the start of a value is escaped',
        this.spanFrom(start),
      );
    }
    return text;
  }

  private written(start: number): string {
    const units = this.units.slice(start, this.at);
    const hole = units.find((unit) => unit.kind === 'hole');
    if (hole !== undefined) this.fail('a hole stands beside a value in hexadecimal', hole.span);
    return units.map((unit) => (unit.kind === 'character' ? unit.text : '')).join('');
  }

  private isHexadecimal(ahead: number): boolean {
    return /^[0-9A-Fa-f]$/.test(this.character(ahead) ?? '');
  }

  private character(ahead = 0): string | undefined {
    const unit = this.units[this.at + ahead];
    return unit?.kind === 'character' ? unit.text : undefined;
  }

  private endsPair(): boolean {
    return this.character() === ',' || this.character() === '+';
  }

  private endsComponent(index: number): boolean {
    const unit = this.units[index];
    return unit === undefined || (unit.kind === 'character' && unit.text === ',');
  }

  private spanAt(index: number): Span {
    return this.units[index]?.span ?? this.end;
  }

  private spanFrom(start: number): Span {
    const first = this.spanAt(start);
    const last = this.at > start ? this.spanAt(this.at - 1) : first;
    return { start: first.start, end: Math.max(first.end, last.end) };
  }

  private fail(reason: string, span: Span): never {
    throw new Misread({ reason, span });
  }
}
