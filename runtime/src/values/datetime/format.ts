// Formats of dates and times: `dd.MM.yyyy`, `yyyyMMddHHmmss.0'Z'` (letters as in Unicode LDML, numbers only).

type NumberField = 'year' | 'month' | 'day' | 'hour' | 'hour12' | 'minute' | 'second' | 'millisecond';
/** `half`: AM or PM. `offset`: how far clocks are ahead of UTC. */
export type Field = NumberField | 'half' | 'offset';

interface Letter {
  readonly field: Field;
  /** How many digits are written at least; for an offset the length of its letters. */
  readonly width: number;
  /** What may stand there. */
  readonly reader: string;
}

const number = (field: NumberField, width: number): Letter => ({
  field,
  width,
  reader: width === 1 ? '(\\d{1,2})' : `(\\d{${width}})`,
});
const offset = (width: number): Letter => ({
  field: 'offset',
  width,
  reader: '(Z|[+-](?:\\d{1,2}|\\d{2}:?\\d{2}|\\d:\\d{2}))',
});

const LETTERS: ReadonlyMap<string, Letter> = new Map([
  ['yyyy', number('year', 4)],
  ['MM', number('month', 2)],
  ['M', number('month', 1)],
  ['dd', number('day', 2)],
  ['d', number('day', 1)],
  ['HH', number('hour', 2)],
  ['H', number('hour', 1)],
  ['hh', number('hour12', 2)],
  ['h', number('hour12', 1)],
  ['mm', number('minute', 2)],
  ['m', number('minute', 1)],
  ['ss', number('second', 2)],
  ['s', number('second', 1)],
  ['SSS', number('millisecond', 3)],
  ['a', { field: 'half', width: 2, reader: '([AaPp][Mm])' }],
  ['X', offset(1)],
  ['XX', offset(2)],
  ['XXX', offset(3)],
]);

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly field: Field; readonly width: number };

export interface Format {
  readonly pieces: readonly Piece[];
  /** A group where each field stands, everything else as it is. */
  readonly reader: RegExp;
}

const PIECE = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/gy;

/** The format, or what is wrong with it. */
export function readFormat(text: string): Format | string {
  const pieces: Piece[] = [];
  let reader = '';
  for (const [found, quoted, letter] of text.matchAll(PIECE)) {
    const field = LETTERS.get(found);
    if (field !== undefined) {
      pieces.push({ kind: 'field', field: field.field, width: field.width });
      reader += field.reader;
    } else if (letter !== undefined) {
      return `"${found}" means nothing in a format: known are ${[...LETTERS.keys()].join(', ')}; put other letters between single quotes`;
    } else if (found === "'") {
      return 'a single quote without its second one';
    } else {
      const itself = quoted === undefined ? found : quoted === '' ? "'" : quoted.replaceAll("''", "'");
      pieces.push({ kind: 'text', text: itself });
      reader += itself.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    }
  }
  return pieces.length === 0 ? 'the format is empty' : { pieces, reader: new RegExp(`^${reader}$`) };
}

export const fieldsOf = (format: Format): readonly Field[] =>
  format.pieces.flatMap((piece) => (piece.kind === 'field' ? [piece.field] : []));

/** What is wrong with a format for dates: it must be readable, and hold year, month and day and no time of day. */
export const checkDateFormat = (text: string): string | undefined =>
  checked(text, (fields) => timeIn(fields) ?? missingIn(fields));

/** What is wrong with a format for times: it must be readable, and hold year, month and day. */
export const checkDateTimeFormat = (text: string): string | undefined =>
  checked(text, (fields) => missingIn(fields) ?? halfAlone(fields));

/** What is wrong with a format that is only written: it may leave out what it likes. */
export const checkWrittenDateFormat = (text: string): string | undefined => checked(text, timeIn);

export const checkWrittenDateTimeFormat = (text: string): string | undefined => checked(text, () => undefined);

function checked(text: string, check: (fields: readonly Field[]) => string | undefined): string | undefined {
  const format = readFormat(text);
  return typeof format === 'string' ? format : check(fieldsOf(format));
}

const DATE_FIELDS: readonly Field[] = ['year', 'month', 'day'];
const WORDS: Readonly<Partial<Record<Field, string>>> = { hour12: 'hour', half: 'AM or PM', offset: 'offset' };
const wordFor = (field: Field): string => WORDS[field] ?? field;

function timeIn(fields: readonly Field[]): string | undefined {
  const time = fields.find((field) => !DATE_FIELDS.includes(field));
  return time === undefined ? undefined : `a date has no ${wordFor(time)}`;
}

function missingIn(fields: readonly Field[]): string | undefined {
  const missing = DATE_FIELDS.find((field) => !fields.includes(field));
  if (missing !== undefined) return `the ${missing} is missing`;
  const words = fields.map(wordFor);
  const twice = words.find((word, at) => words.indexOf(word) !== at);
  return twice === undefined ? undefined : `the ${twice} stands in it twice`;
}

/** An hour up to 12 and AM or PM say something together only. */
function halfAlone(fields: readonly Field[]): string | undefined {
  if (fields.includes('hour12') === fields.includes('half')) return undefined;
  return fields.includes('half')
    ? 'AM or PM (a) needs an hour up to 12 (h or hh)'
    : 'an hour up to 12 (h) needs AM or PM (a); hours up to 23 are H or HH';
}
