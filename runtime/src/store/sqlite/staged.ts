// What the last sync decided to do and what it could not: operations, claims of names, refused adds.
import type { Database } from 'better-sqlite3';
import { type MvId, mvId, type ObjectId } from '../../values/value.js';
import type { AddRefusal, NameClaim, Operation, Slot } from '../records.js';
import { decodeData, encodeData } from './data.js';
import type { Dictionary } from './dictionary.js';
import { operationCodec, ownerOf } from './operation-shapes.js';
import { type CellRow, listQuery, listRunner, rowInserter } from './rows.js';

export interface StagedTable {
  writeOperations(operations: ReadonlyMap<MvId, readonly Operation[]>): void;
  writeUnclaimed(operations: ReadonlyMap<ObjectId, Operation | undefined>): void;
  writeClaims(claims: ReadonlyMap<MvId, readonly NameClaim[]>): void;
  writeAddRefusals(refusals: ReadonlyMap<MvId, readonly AddRefusal[]>): void;
  operations(owners: Iterable<MvId>): readonly (readonly [MvId, Operation])[];
  /** The slots of those that add an object. */
  adds(owners: Iterable<MvId>): readonly (readonly [MvId, Slot])[];
  unclaimed(objects: Iterable<ObjectId>): ReadonlyMap<ObjectId, Operation | undefined>;
  claims(names: readonly string[], connector: number): readonly (readonly [name: string, mv: MvId])[];
  claimed(mvs: Iterable<MvId>): readonly (readonly [MvId, NameClaim])[];
  addRefusals(mvs: Iterable<MvId>): readonly (readonly [MvId, AddRefusal])[];
  /** Operations after this row, of a connector if given; with their rows. */
  operationsAfter(row: number, connector: string | undefined): readonly (readonly [row: number, Operation])[];
  /** What is remembered may be wrong. */
  forget(): void;
}

const PAGE = 500;

export function openStaged(
  db: Database,
  { connectors, phrases }: Readonly<Record<'connectors' | 'phrases', Dictionary>>,
): StagedTable {
  const codec = operationCodec(phrases);
  const removeOperations = listRunner(db, 'delete from operation where owner in (select value from json_each(?))');
  const insertOperations = rowInserter(db, 'insert into operation (owner, connector, kind, shape, data)', 5);
  const removeClaims = listRunner(db, 'delete from claim where mv in (select value from json_each(?))');
  const insertClaims = rowInserter(db, 'insert into claim (connector, name, mv)', 3, 'on conflict do nothing');
  const removeRefusals = listRunner(db, 'delete from add_refusal where mv in (select value from json_each(?))');
  const insertRefusals = rowInserter(db, 'insert into add_refusal (mv, data)', 2);
  const operationCells = (owner: number, operation: Operation): CellRow => {
    const { shape, data } = codec.encode(operation);
    return [owner, connectors.give(operation.slot.connector), operation.kind, shape, data];
  };
  const selectOperations = listQuery<readonly [number, number, string]>(
    db,
    'select o.owner, o.shape, o.data from json_each(?) j cross join operation o on o.owner = j.value order by o.id',
  );
  const selectAdds = listQuery<readonly [MvId, number]>(
    db,
    `select o.owner, o.shape from json_each(?) j cross join operation o on o.owner = j.value
     where o.kind = 'add' order by o.id`,
  );
  const selectClaims = listQuery<readonly [string, MvId], [number]>(
    db,
    'select c.name, c.mv from json_each(?) j cross join claim c on c.connector = ? and c.name = j.value order by c.mv',
  );
  const selectClaimed = listQuery<readonly [MvId, number, string]>(
    db,
    `select c.mv, c.connector, c.name from json_each(?) j cross join claim c on c.mv = j.value
     order by c.connector, c.name`,
  );
  const selectRefusals = listQuery<readonly [MvId, string]>(
    db,
    'select r.mv, r.data from json_each(?) j cross join add_refusal r on r.mv = j.value order by r.id',
  );
  const page = db
    .prepare<[number, number], OperationRow>(
      'select id, owner, shape, data from operation where id > ? order by id limit ?',
    )
    .raw();
  const pageOf = db
    .prepare<[number, number, number], OperationRow>(
      'select id, owner, shape, data from operation where connector = ? and id > ? order by id limit ?',
    )
    .raw();
  return {
    writeOperations: (operations) => {
      removeOperations(operations.keys());
      insertOperations(rowsOf(operations, operationCells));
    },
    writeUnclaimed: (operations) => {
      removeOperations([...operations.keys()].map(ownerOf));
      insertOperations(
        [...operations].flatMap(([object, operation]): readonly CellRow[] =>
          operation === undefined ? [] : [operationCells(ownerOf(object), operation)],
        ),
      );
    },
    writeClaims: (claims) => {
      removeClaims(claims.keys());
      insertClaims(rowsOf(claims, (owner, claim) => [connectors.give(claim.connector), claim.name, owner]));
    },
    writeAddRefusals: (refusals) => {
      removeRefusals(refusals.keys());
      insertRefusals(rowsOf(refusals, (owner, refusal) => [owner, encodeData(refusal)]));
    },
    operations: (owners) =>
      selectOperations(owners).map(([owner, shape, data]) => [mvId(owner), codec.decode(owner, { shape, data })]),
    adds: (owners) => selectAdds(owners).map(([owner, shape]) => [owner, codec.slotOf(shape)]),
    unclaimed: (objects) => {
      const asked = [...objects];
      const found = new Map(
        selectOperations(asked.map(ownerOf)).map(([owner, shape, data]) => [
          owner,
          codec.decode(owner, { shape, data }),
        ]),
      );
      return new Map(asked.map((object) => [object, found.get(ownerOf(object))] as const));
    },
    claims: selectClaims,
    claimed: (mvs) =>
      selectClaimed(mvs).map(([mv, connector, name]) => [mv, { connector: connectors.text(connector), name, mv }]),
    addRefusals: (mvs) => selectRefusals(mvs).map(([mv, data]) => [mv, decodeData<AddRefusal>(data)]),
    operationsAfter: (row, connector) => {
      const id = connector === undefined ? undefined : connectors.find(connector);
      if (connector !== undefined && id === undefined) return [];
      const rows = id === undefined ? page.all(row, PAGE) : pageOf.all(id, row, PAGE);
      return rows.map(([at, owner, shape, data]) => [at, codec.decode(owner, { shape, data })]);
    },
    forget: codec.forget,
  };
}

type OperationRow = readonly [row: number, owner: number, shape: number, data: string];

const rowsOf = <T>(lists: ReadonlyMap<MvId, readonly T[]>, row: (owner: MvId, item: T) => CellRow): CellRow[] => {
  const rows: CellRow[] = [];
  for (const [owner, items] of lists) for (const item of items) rows.push(row(owner, item));
  return rows;
};
