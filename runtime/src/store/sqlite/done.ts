// With which metaverse objects a synchronisation is through: ids are given in order, so that a bit for each takes next to no
// room, and a batch of a thousand writes one row or two.
import type { Database } from 'better-sqlite3';
import { type MvId, mvId } from '../../values/value.js';

export interface DoneTable {
  write(done: ReadonlyMap<MvId, boolean>): void;
  clear(): void;
  /** In ascending order. */
  all(): readonly MvId[];
}

/** Ids whose bits stand in one row. */
const CHUNK = 8_192;

export function openDone(db: Database): DoneTable {
  const clear = db.prepare('delete from done');
  const get = db.prepare<[number], Uint8Array>('select bits from done where chunk = ?').pluck();
  const put = db.prepare<[number, Uint8Array]>('insert or replace into done values (?, ?)');
  const select = db.prepare<[], readonly [number, Uint8Array]>('select chunk, bits from done order by chunk').raw();
  return {
    write: (done) => {
      for (const [chunk, changes] of byChunk(done)) {
        const bits = Uint8Array.from(get.get(chunk) ?? new Uint8Array(CHUNK / 8));
        for (const [at, isDone] of changes) setBit(bits, at, isDone);
        put.run(chunk, bits);
      }
    },
    clear: () => clear.run(),
    all: () => select.all().flatMap(([chunk, bits]) => idsIn(bits, chunk * CHUNK)),
  };
}

function byChunk(done: ReadonlyMap<MvId, boolean>): ReadonlyMap<number, readonly (readonly [number, boolean])[]> {
  const chunks = new Map<number, (readonly [number, boolean])[]>();
  for (const [id, isDone] of done) {
    const chunk = Math.floor(id / CHUNK);
    const changes = chunks.get(chunk);
    if (changes === undefined) chunks.set(chunk, [[id % CHUNK, isDone]]);
    else changes.push([id % CHUNK, isDone]);
  }
  return chunks;
}

const setBit = (bits: Uint8Array, at: number, isSet: boolean): void => {
  const byte = bits[at >>> 3] ?? 0;
  const bit = 1 << (at & 7);
  bits[at >>> 3] = isSet ? byte | bit : byte & ~bit;
};

const idsIn = (bits: Uint8Array, first: number): readonly MvId[] => {
  const ids: MvId[] = [];
  for (const [index, byte] of bits.entries())
    for (let bit = 0; bit < 8; bit += 1) if (((byte >>> bit) & 1) === 1) ids.push(mvId(first + index * 8 + bit));
  return ids;
};
