// Reads JSON (RFC 8259) and keeps the place of everything in it, so that findings can point into the file.
import type { Span } from '../source/index.js';

export type JsonNode =
  | { readonly kind: 'object'; readonly span: Span; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly span: Span; readonly items: readonly JsonNode[] }
  | { readonly kind: 'scalar'; readonly span: Span; readonly value: string | number | boolean | null };

export interface JsonMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

/** What is wrong with a text that is no JSON; reading stops there. */
export interface JsonFault {
  readonly span: Span;
  readonly expected: string;
  readonly found: string;
}

export type JsonReading =
  | { readonly kind: 'read'; readonly node: JsonNode }
  | { readonly kind: 'fault'; readonly fault: JsonFault };

/** Deeper than any schema; keeps a hostile file from exhausting the stack. */
const DEPTH = 64;

/** Reads one JSON text. Never throws; the first thing that is wrong ends the reading. */
export const readJson = (text: string): JsonReading => {
  try {
    return { kind: 'read', node: new Reader(text).document() };
  } catch (thrown) {
    if (thrown instanceof Stop) return { kind: 'fault', fault: thrown.fault };
    throw thrown;
  }
};

/** The plain value of a node. Members named like parts of objects (`__proto__`) stay ordinary members. */
export const valueOfJson = (node: JsonNode): unknown => {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(valueOfJson);
  const record: Record<string, unknown> = Object.create(null);
  for (const member of node.members) record[member.name] = valueOfJson(member.value);
  return record;
};

export const memberOf = (node: JsonNode | undefined, name: string): JsonMember | undefined =>
  node?.kind === 'object' ? node.members.find((member) => member.name === name) : undefined;

/** What a person calls this value: for messages. */
export const describeJson = (node: JsonNode): string => {
  if (node.kind === 'object') return 'an object';
  if (node.kind === 'array') return node.items.length === 0 ? 'an empty list' : 'a list';
  if (typeof node.value === 'string') return `the text ${JSON.stringify(node.value)}`;
  if (typeof node.value === 'number') return `the number ${node.value}`;
  return `${node.value}`;
};

class Stop {
  constructor(readonly fault: JsonFault) {}
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const WORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    if (text.startsWith('\ufeff')) this.at = 1;
  }

  document(): JsonNode {
    const node = this.value();
    this.blanks();
    if (this.at < this.text.length) this.stop('the end of the file');
    return node;
  }

  private value(): JsonNode {
    this.blanks();
    const start = this.at;
    const sign = this.text[this.at];
    if (sign === '{') return this.nested(() => this.object(start));
    if (sign === '[') return this.nested(() => this.array(start));
    if (sign === '"') return this.scalar(start, this.string('a value'));
    const number = this.token(NUMBER);
    if (number !== undefined) return this.scalar(start, Number(number));
    const word = WORDS.get(this.token(WORD) ?? '');
    if (word !== undefined) return this.scalar(start, word);
    this.at = start;
    return this.stop('a value');
  }

  private scalar(start: number, value: string | number | boolean | null): JsonNode {
    return { kind: 'scalar', span: { start, end: this.at }, value };
  }

  private nested(read: () => JsonNode): JsonNode {
    if (this.depth >= DEPTH) this.stop(`at most ${DEPTH} levels`);
    this.depth += 1;
    const node = read();
    this.depth -= 1;
    return node;
  }

  private object(start: number): JsonNode {
    const members: JsonMember[] = [];
    this.at += 1;
    if (!this.take('}')) {
      do members.push(this.member());
      while (this.take(','));
      if (!this.take('}')) this.stop('`,` or `}`');
    }
    return { kind: 'object', span: { start, end: this.at }, members };
  }

  private member(): JsonMember {
    this.blanks();
    const start = this.at;
    const name = this.string('a name in double quotes');
    const nameSpan = { start, end: this.at };
    if (!this.take(':')) this.stop('`:`');
    return { name, nameSpan, value: this.value() };
  }

  private array(start: number): JsonNode {
    const items: JsonNode[] = [];
    this.at += 1;
    if (!this.take(']')) {
      do items.push(this.value());
      while (this.take(','));
      if (!this.take(']')) this.stop('`,` or `]`');
    }
    return { kind: 'array', span: { start, end: this.at }, items };
  }

  private string(expected: string): string {
    const start = this.at;
    if (this.text[start] !== '"') return this.stop(expected);
    const token = this.token(STRING);
    if (token !== undefined) return String(JSON.parse(token));
    return this.stop('a text that ends on its line, with the escapes of JSON', 'an unfinished or malformed text');
  }

  private take(sign: string): boolean {
    this.blanks();
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private token(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private blanks(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at += 1;
  }

  private stop(expected: string, found = this.next()): never {
    const end = Math.min(this.text.length, this.at + 1);
    throw new Stop({ span: { start: this.at, end }, expected, found });
  }

  private next(): string {
    const at = this.at;
    const sign = this.text[this.at];
    if (sign === undefined) return 'the end of the file';
    if (this.text.startsWith('//', this.at) || this.text.startsWith('/*', this.at)) return 'a comment';
    const word = this.token(WORD);
    this.at = at;
    return `\`${word ?? sign}\``;
  }
}
