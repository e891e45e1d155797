// Reads the descriptions of a directory's schema (RFC 4512, section 4.1).

export interface AttributeDescription {
  readonly oid: string;
  readonly names: readonly string[];
  readonly sup: string | undefined;
  readonly equality: string | undefined;
  /** Without its length. */
  readonly syntax: string | undefined;
  readonly single: boolean;
  /** NO-USER-MODIFICATION, or of an operational usage. */
  readonly readOnly: boolean;
  readonly operational: boolean;
  readonly description: string | undefined;
}

export interface ClassDescription {
  readonly oid: string;
  readonly names: readonly string[];
  readonly sup: readonly string[];
  readonly kind: 'abstract' | 'structural' | 'auxiliary';
  readonly must: readonly string[];
  readonly may: readonly string[];
  readonly description: string | undefined;
}

/** Reads an attribute type; `undefined` if the text is none. */
export function parseAttributeType(text: string): AttributeDescription | undefined {
  const fields = fieldsOf(text);
  if (fields === undefined) return undefined;
  const usage = fields.one('USAGE');
  return {
    oid: fields.oid,
    names: fields.many('NAME'),
    sup: fields.one('SUP'),
    equality: fields.one('EQUALITY'),
    // Active Directory puts it in quotes; both may carry a length in braces.
    syntax: fields.one('SYNTAX')?.replace(/\{\d+\}$/, ''),
    single: fields.has('SINGLE-VALUE'),
    readOnly: fields.has('NO-USER-MODIFICATION'),
    operational: usage !== undefined && usage !== 'userApplications',
    description: fields.one('DESC'),
  };
}

/** Reads an object class; `undefined` if the text is none. */
export function parseObjectClass(text: string): ClassDescription | undefined {
  const fields = fieldsOf(text);
  if (fields === undefined) return undefined;
  return {
    oid: fields.oid,
    names: fields.many('NAME'),
    sup: fields.many('SUP'),
    kind: fields.has('ABSTRACT') ? 'abstract' : fields.has('AUXILIARY') ? 'auxiliary' : 'structural',
    must: fields.many('MUST'),
    may: fields.many('MAY'),
    description: fields.one('DESC'),
  };
}

interface Fields {
  readonly oid: string;
  has(name: string): boolean;
  one(name: string): string | undefined;
  many(name: string): readonly string[];
}

const FLAGS: ReadonlySet<string> = new Set([
  'OBSOLETE',
  'SINGLE-VALUE',
  'COLLECTIVE',
  'NO-USER-MODIFICATION',
  'ABSTRACT',
  'STRUCTURAL',
  'AUXILIARY',
]);
const TOKEN = /\s*(?:'((?:[^'\\]|\\[0-9A-Fa-f]{2})*)'|([()$])|([^\s()$']+))/y;

function fieldsOf(text: string): Fields | undefined {
  const tokens = tokensOf(text);
  if (tokens[0] !== '(' || tokens.at(-1) !== ')' || tokens[1] === undefined) return undefined;
  const values = new Map<string, string[]>();
  for (let at = 2; at < tokens.length - 1; ) {
    const name = tokens[at++] ?? '';
    const found: string[] = [];
    if (FLAGS.has(name)) {
      // Nothing follows.
    } else if (tokens[at] === '(') {
      for (at += 1; at < tokens.length && tokens[at] !== ')'; at++) {
        const token = tokens[at];
        if (token !== undefined && token !== '$') found.push(token);
      }
      at += 1;
    } else {
      found.push(tokens[at++] ?? '');
    }
    values.set(name, found);
  }
  return {
    oid: tokens[1],
    has: (name) => values.has(name),
    one: (name) => values.get(name)?.[0],
    many: (name) => values.get(name) ?? [],
  };
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const [, quoted, sign, word] = found;
    tokens.push(quoted === undefined ? (sign ?? word ?? '') : unescaped(quoted));
  }
  return tokens;
}

const unescaped = (text: string): string =>
  text.replace(/\\([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
