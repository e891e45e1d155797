// Reads XML strictly, as far as reports need it: elements, attributes, text, the predefined entities.

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** The root of a document. Throws where the text is not well-formed. */
export const readXml = (text: string): XmlElement => {
  const reader = new Reader(text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, ''));
  const root = reader.element();
  reader.end();
  return root;
};

class Reader {
  #at = 0;

  constructor(private readonly text: string) {
    const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
    if (forbidden !== null) throw new Error(`a character that XML does not allow at ${forbidden.index}`);
  }

  element(): XmlElement {
    const [, name = '', attributes = '', empty] = this.#take(/<([A-Za-z]\w*)((?:\s+\w+="[^"<]*")*)\s*(\/)?>/y);
    const parts = { name, attributes: attributesIn(attributes) };
    if (empty !== undefined) return { ...parts, children: [], text: '' };
    const children: XmlElement[] = [];
    let inside = '';
    for (;;) {
      inside += unescaped(this.#take(/[^<]*/y)[0] ?? '');
      if (this.text.startsWith('</', this.#at)) break;
      children.push(this.element());
    }
    const [, closed] = this.#take(/<\/([A-Za-z]\w*)>/y);
    if (closed !== name) throw new Error(`<${name}> is closed by </${closed}>`);
    return { ...parts, children, text: inside };
  }

  end(): void {
    this.#take(/\s*$/y);
  }

  #take(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found === null)
      throw new Error(`expected ${pattern.source}, found ${this.text.slice(this.#at, this.#at + 40)}`);
    this.#at = pattern.lastIndex;
    return found;
  }
}

const attributesIn = (text: string): Readonly<Record<string, string>> => {
  const pairs = [...text.matchAll(/(\w+)="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, unescaped(value)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`an attribute twice in ${text}`);
  return Object.fromEntries(pairs);
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string => {
  const rest = text.replace(/&(amp|lt|gt|quot|apos);/g, '');
  if (rest.includes('&')) throw new Error(`an ampersand that is no entity in ${text}`);
  return text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');
};
