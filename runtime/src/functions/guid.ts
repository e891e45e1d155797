// GUIDs as text: 32 hexadecimal digits in groups, with or without braces.

const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;

/** The 16 bytes in the order in which the text shows them; absent when the text is no GUID. */
export function guidBytesInOrder(text: string): Uint8Array | undefined {
  const digits = GUID.exec(text)?.[1]?.replaceAll('-', '');
  if (digits === undefined || text.startsWith('{') !== text.endsWith('}')) return undefined;
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

/** Sixteen bytes as text in small letters, in the order given. */
export const guidTextInOrder = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
