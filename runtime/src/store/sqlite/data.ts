// Records as JSON that says itself what is a large integer, bytes or nothing: for what is rare, of no fixed layout, or both.
// A member whose name begins with `$` is one of ours: `$i` integer, `$b` bytes in base64, `$u` undefined, `$r` a list that is
// kept as rows; others get one more `$`.

/** Stands for a list whose items are rows of a table: whoever reads it puts them in. */
export const KEPT_AS_ROWS: readonly string[] = Object.freeze([]);

/** JSON text of a record made of plain objects, arrays and values. */
export const encodeData = (data: unknown): string => JSON.stringify(isPlain(data) ? data : pack(data));

/** What {@link encodeData} wrote. The caller names the type that it wrote. */
export function decodeData<T>(text: string): T {
  const json: unknown = JSON.parse(text);
  return (text.includes('"$') ? unpack(json) : json) as T;
}

/** Whether JSON says it all as it is: nearly always. */
function isPlain(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return typeof data !== 'bigint' && data !== undefined;
  if (Array.isArray(data)) return data !== KEPT_AS_ROWS && data.every(isPlain);
  if (data instanceof Uint8Array) return false;
  for (const [name, value] of Object.entries(data)) if (name.startsWith('$') || !isPlain(value)) return false;
  return true;
}

function pack(data: unknown): unknown {
  switch (typeof data) {
    case 'bigint':
      return { $i: String(data) };
    case 'undefined':
      return { $u: 0 };
    case 'object':
      return data === null ? null : packObject(data);
    default:
      return data;
  }
}

function packObject(data: object): unknown {
  if (data === KEPT_AS_ROWS) return { $r: 0 };
  if (Array.isArray(data)) return data.map(pack);
  if (data instanceof Uint8Array) return { $b: toBase64(data) };
  const packed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) put(packed, name.startsWith('$') ? `$${name}` : name, pack(value));
  return packed;
}

function unpack(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(unpack);
  if ('$i' in json) return BigInt(String(json.$i));
  if ('$b' in json) return fromBase64(String(json.$b));
  if ('$u' in json) return undefined;
  if ('$r' in json) return KEPT_AS_ROWS;
  const record: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json)) {
    put(record, name.startsWith('$$') ? name.slice(1) : name, unpack(value));
  }
  return record;
}

/** Sets a member that may have any name: `__proto__` too is a name like others. */
function put(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    record[name] = value;
  }
}

export const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** Bytes of their own: not a window of Node's buffer pool. */
export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
