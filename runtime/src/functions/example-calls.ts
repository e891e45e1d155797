// For tests: reads the small part of the language in which the catalogue's examples are written, into plan expressions.
import type { Constant, Expr, Lambda } from '../plan/expression.js';
import { parseIsoDate, parseIsoInstant } from '../values/datetime/index.js';

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|('(?:[^']|'')*')|(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))|(\d{4}-\d\d-\d\d)|(-?(?:0x[0-9A-Fa-f]+|\d+))|([A-Za-z]\w*)|(=>|==|!=|[()[\],]))/y;

type Token = readonly [kind: 'text' | 'raw' | 'instant' | 'date' | 'integer' | 'name' | 'sign', text: string];
const KINDS = ['text', 'raw', 'instant', 'date', 'integer', 'name', 'sign'] as const;

/** The expression of an example. Its names are the variables of its lambdas. */
export function readCall(text: string): Expr {
  const reader = { tokens: tokensOf(text), at: 0 };
  const expr = readExpression(reader);
  if (reader.at < reader.tokens.length) throw new Error(`unexpected ${next(reader)[1]} in ${text}`);
  return expr;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`no token in ${text}`);
    const at = found.slice(1).findIndex((group) => group !== undefined);
    tokens.push([KINDS[at] ?? 'sign', found[at + 1] ?? '']);
  }
  return tokens;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

const next = (reader: Reader): Token => reader.tokens[reader.at] ?? ['sign', 'end'];

function take(reader: Reader, sign: string): boolean {
  if (next(reader)[1] !== sign || next(reader)[0] !== 'sign') return false;
  reader.at++;
  return true;
}

function readExpression(reader: Reader): Expr {
  const left = readOperand(reader);
  if (take(reader, '==')) return { op: 'equal', left, right: readOperand(reader), by: 'exact' };
  if (take(reader, '!=')) return { op: 'unequal', left, right: readOperand(reader), by: 'exact' };
  return left;
}

function readOperand(reader: Reader): Expr {
  if (take(reader, '[')) return { op: 'list', items: readUntil(reader, ']', readExpression) };
  const [kind, text] = next(reader);
  reader.at++;
  if (kind === 'name') return readName(reader, text);
  return { op: 'const', value: constantOf(kind, text) };
}

function readName(reader: Reader, name: string): Expr {
  if (name === 'absent') return { op: 'absent' };
  if (name === 'true' || name === 'false') return { op: 'const', value: name === 'true' };
  if (!take(reader, '(')) return { op: 'variable', name };
  return { op: 'call', name, arguments: readUntil(reader, ')', readArgument) };
}

function readArgument(reader: Reader): Expr | Lambda {
  const [kind, variable] = next(reader);
  const arrow = reader.tokens[reader.at + 1]?.[1];
  if (kind !== 'name' || arrow !== '=>') return readExpression(reader);
  reader.at += 2;
  return { op: 'lambda', variable, body: readExpression(reader) };
}

function readUntil<Item>(reader: Reader, close: string, read: (reader: Reader) => Item): readonly Item[] {
  const items: Item[] = [];
  while (!take(reader, close)) {
    items.push(read(reader));
    take(reader, ',');
  }
  return items;
}

function constantOf(kind: Token[0], text: string): Constant {
  switch (kind) {
    case 'text':
      return text
        .slice(1, -1)
        .replace(/\\(.)/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? letter);
    case 'raw':
      return text.slice(1, -1).replaceAll("''", "'");
    case 'integer':
      return { integer: String(text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text)) };
    case 'date':
      return { date: parseIsoDate(text) ?? Number.NaN };
    case 'instant':
      return { datetime: parseIsoInstant(text) ?? Number.NaN };
    default:
      throw new Error(`unexpected ${text}`);
  }
}
