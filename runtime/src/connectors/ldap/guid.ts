// Active Directory's objectGUID as text: sixteen bytes, the first three fields with the least byte first.

const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** `139a6693-2fe2-4e55-9901-4d85b8e5d7d6`; `undefined` for other than sixteen bytes. */
export function guidText(bytes: Uint8Array): string | undefined {
  if (bytes.length !== 16) return undefined;
  const hex = Buffer.from(ORDER.map((at) => bytes[at] ?? 0)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The bytes of a GUID's text; `undefined` if it is none. */
export function guidBytes(text: string): Uint8Array | undefined {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return undefined;
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  return new Uint8Array(ORDER.map((at) => bytes[at] ?? 0));
}

export const isGuid = (attribute: string): boolean => attribute.toLowerCase() === 'objectguid';
