// Writes LDIF (RFC 2849): plain where a value is safe, base64 where it is not, lines folded at 76 columns.
import type { RawValue } from '../directory/codec.js';
import type { LdifAttribute, LdifChange } from './records.js';

/** Values that may stand as they are: ASCII without NUL, CR, LF, no space, colon or `<` in front, no space at the end. */
const SAFE =
  /^(?:[\x01-\x09\x0b\x0c\x0e-\x1f\x21-\x39\x3b\x3d-\x7f](?:[\x01-\x09\x0b\x0c\x0e-\x7f]*[\x01-\x09\x0b\x0c\x0e-\x1f\x21-\x7f])?)?$/;
const WIDTH = 76;

/** An entry as a record with its blank line. */
export const entryText = (dn: string, attributes: Iterable<LdifAttribute>): string =>
  `${line('dn', dn)}${[...attributes].map(({ name, value }) => line(name, value)).join('')}\n`;

/** A change as a record with its blank line. */
export function changeText(change: LdifChange): string {
  const head = line('dn', change.dn);
  switch (change.kind) {
    case 'add':
      return `${head}changetype: add\n${change.attributes.map(({ name, value }) => line(name, value)).join('')}\n`;
    case 'delete':
      return `${head}changetype: delete\n\n`;
    case 'modify':
      return `${head}changetype: modify\n${change.modifications
        .map(
          ({ operation, attribute, values }) =>
            `${operation}: ${attribute}\n${values.map((value) => line(attribute, value)).join('')}-\n`,
        )
        .join('')}\n`;
    case 'rename':
      return (
        `${head}changetype: modrdn\n${line('newrdn', change.newRdn)}deleteoldrdn: ${change.deleteOldRdn ? 1 : 0}\n` +
        `${change.newSuperior === undefined ? '' : line('newsuperior', change.newSuperior)}\n`
      );
  }
}

function line(name: string, value: RawValue): string {
  if (typeof value === 'string' && SAFE.test(value))
    return `${folded(value === '' ? `${name}:` : `${name}: ${value}`)}\n`;
  return `${folded(`${name}:: ${Buffer.from(value).toString('base64')}`)}\n`;
}

function folded(text: string): string {
  if (text.length <= WIDTH) return text;
  const lines = [text.slice(0, WIDTH)];
  for (let at = WIDTH; at < text.length; at += WIDTH - 1) lines.push(` ${text.slice(at, at + WIDTH - 1)}`);
  return lines.join('\n');
}
