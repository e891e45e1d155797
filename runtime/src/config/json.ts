// JSON whose parts know where they stand, so that findings can point into the file.

/** Line and column, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface PlacedJson {
  readonly value: unknown;
  /** Where the value at this JSON pointer (RFC 6901) stands; of the nearest part above it if it is not there. */
  readonly placeOf: (pointer: string) => TextPlace;
  /** Where the name of the member at this pointer stands. */
  readonly placeOfName: (pointer: string) => TextPlace;
}

/** The text is no JSON. */
export interface JsonFault {
  readonly place: TextPlace;
  readonly message: string;
}

export const readJson = (text: string): PlacedJson | { readonly fault: JsonFault } => {
  const scanner = new Scanner(text);
  try {
    const value = scanner.document();
    const placeIn = (offsets: ReadonlyMap<string, number>) => (pointer: string) =>
      placeAt(text, nearestOffset(offsets, pointer));
    return { value, placeOf: placeIn(scanner.values), placeOfName: placeIn(scanner.names) };
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    return { fault: { place: placeAt(text, thrown.at), message: thrown.message } };
  }
};

/** One step of a JSON pointer. */
export const pointerStep = (name: string | number): string =>
  `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const placeAt = (text: string, offset: number): TextPlace => {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
};

const nearestOffset = (offsets: ReadonlyMap<string, number>, pointer: string): number => {
  const found = offsets.get(pointer);
  if (found !== undefined || pointer === '') return found ?? 0;
  return nearestOffset(offsets, pointer.slice(0, pointer.lastIndexOf('/')));
};

class Stop {
  constructor(
    readonly at: number,
    readonly message: string,
  ) {}
}

const BLANKS = /[ \t\r\n]*/y;
const SCALAR = /"(?:[^"\\\u0000-\u001f]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Scanner {
  readonly values = new Map<string, number>();
  readonly names = new Map<string, number>();
  #at = 0;

  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.#value('');
    this.#skip();
    if (this.#at < this.text.length) this.#stop('the end of the file');
    return value;
  }

  #value(pointer: string): unknown {
    this.#skip();
    this.values.set(pointer, this.#at);
    const sign = this.text[this.#at];
    if (sign === '{') return this.#object(pointer);
    return sign === '[' ? this.#array(pointer) : this.#scalar('a value');
  }

  #object(pointer: string): unknown {
    const members: [string, unknown][] = [];
    this.#at += 1;
    if (this.#take('}')) return {};
    do {
      this.#skip();
      const at = this.#at;
      const name = this.#scalar('a name in double quotes');
      if (typeof name !== 'string') throw new Stop(at, `expected a name in double quotes, found ${String(name)}`);
      const member = pointer + pointerStep(name);
      if (this.names.has(member)) throw new Stop(at, `${JSON.stringify(name)} stands here for the second time`);
      this.names.set(member, at);
      if (!this.#take(':')) this.#stop('a colon');
      members.push([name, this.#value(member)]);
    } while (this.#take(','));
    if (!this.#take('}')) this.#stop('a comma or }');
    return Object.fromEntries(members);
  }

  #array(pointer: string): unknown {
    const items: unknown[] = [];
    this.#at += 1;
    if (this.#take(']')) return items;
    do items.push(this.#value(pointer + pointerStep(items.length)));
    while (this.#take(','));
    if (!this.#take(']')) this.#stop('a comma or ]');
    return items;
  }

  #scalar(expected: string): unknown {
    SCALAR.lastIndex = this.#at;
    const [token] = SCALAR.exec(this.text) ?? [];
    if (token === undefined) return this.#stop(expected);
    try {
      const value: unknown = JSON.parse(token);
      this.#at += token.length;
      return value;
    } catch {
      return this.#stop(expected);
    }
  }

  #take(sign: string): boolean {
    this.#skip();
    if (this.text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #skip(): void {
    BLANKS.lastIndex = this.#at;
    this.#at += BLANKS.exec(this.text)?.[0].length ?? 0;
  }

  #stop(expected: string): never {
    const rest = this.text.slice(this.#at);
    const found = rest === '' ? 'the end of the file' : JSON.stringify(rest.slice(0, 1));
    throw new Stop(this.#at, `expected ${expected}, found ${found}`);
  }
}
