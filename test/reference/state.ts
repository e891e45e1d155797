// What the reference interpreter works on: plain maps that anything may change, and nothing derived.

import type { Plan } from '@syncrule/runtime/plan';
import type {
  AddRefusal,
  Contribution,
  CsObject,
  EngineError,
  Layouts,
  Link,
  Operation,
  ReservedName,
} from '@syncrule/runtime/store';
import { type Content, type MvKey, mvId, type ObjectId, type ObjKey, objKey } from '@syncrule/runtime/values';
import type { Records } from '../support/snapshot.js';

/** An object, with the metaverse object of its link by key. */
export type RefObject = { -readonly [K in keyof Omit<CsObject, 'link' | 'keys'>]: CsObject[K] } & {
  link: RefLink | undefined;
};
export type RefLink = { -readonly [K in keyof Omit<Link, 'mv'>]: Link[K] } & { mv: MvKey };

export interface RefValue {
  readonly values: Content;
  readonly clear: boolean;
  readonly mark: 'recorded' | 'tied' | undefined;
  readonly by: readonly Contribution[];
}

export interface RefMv {
  readonly key: MvKey;
  readonly type: string;
  holders: readonly ObjKey[];
  goneSince: number | undefined;
  kept: Record<string, readonly Contribution[]> | undefined;
  once: Record<string, Content> | undefined;
  reserved: Record<string, ReservedName> | undefined;
  stored: Map<string, RefValue>;
  notSettled: boolean;
}

/** A unit of errors: an object, or a metaverse object with its slots. */
export interface RefError {
  readonly unit: RefObject | RefMv;
  readonly error: Omit<EngineError, 'message'>;
}

export interface RefState {
  readonly plan: Plan;
  readonly layouts: Layouts;
  readonly at: number;
  /** The last synchronisation ran with another plan. */
  readonly activates: boolean;
  readonly objects: Map<ObjectId, RefObject>;
  readonly mvs: Map<MvKey, RefMv>;
  readonly addRefusals: readonly (Omit<AddRefusal, 'mv'> & { readonly mv: MvKey })[];
  operations: (Omit<Operation, 'mv'> & { readonly mv: MvKey | undefined })[];
  errors: RefError[];
}

export const keyOf = (object: RefObject): ObjKey => objKey(object.connector, object.anchor ?? '');
export const fullType = (object: RefObject): string => `${object.connector}.${object.type}`;

/** The state that a store holds. */
export const stateOf = (
  records: Records,
  addRefusals: readonly AddRefusal[],
  plan: Plan,
  layouts: Layouts,
  at: number,
  activates: boolean,
): RefState => {
  const keys = new Map(records.mvs.map((mv) => [mv.id, mv.key]));
  const keyOfMv = (id: Link['mv']): MvKey => {
    const key = keys.get(id);
    if (key === undefined) throw new Error(`bug: a link to metaverse object ${id}, which is not there`);
    return key;
  };
  return {
    plan,
    layouts,
    at,
    activates,
    objects: new Map(
      records.objects.map(({ keys: _keys, link, ...object }) => [
        object.id,
        { ...object, link: link && { ...link, mv: keyOfMv(link.mv) } },
      ]),
    ),
    mvs: new Map(
      records.mvs.map((mv) => [
        mv.key,
        {
          key: mv.key,
          type: mv.type,
          holders: mv.holders,
          goneSince: mv.goneSince,
          kept: mv.kept && { ...mv.kept },
          once: mv.once && { ...mv.once },
          reserved: mv.reserved && { ...mv.reserved },
          notSettled: mv.notSettled,
          stored: new Map(
            (layouts.get(mv.type) ?? []).flatMap((name, slot) => {
              const value = mv.stored[slot];
              return value === undefined ? [] : [[name, value] as const];
            }),
          ),
        },
      ]),
    ),
    addRefusals: addRefusals.map((each) => ({ ...each, mv: keyOfMv(each.mv) })),
    operations: [],
    errors: [],
  };
};

/** The state as records, so that it can be compared with a store's. */
export const toRecords = (state: RefState): Records => {
  const ids = new Map([...state.mvs.keys()].map((key, index) => [key, mvId(index + 1)]));
  const idOf = (key: MvKey) => ids.get(key) ?? mvId(0);
  return {
    objects: [...state.objects.values()].map((object) => ({
      ...object,
      link: object.link && { ...object.link, mv: idOf(object.link.mv) },
      keys: [],
    })),
    mvs: [...state.mvs.values()].map((mv) => ({
      ...mv,
      id: idOf(mv.key),
      keys: [],
      stored: (state.layouts.get(mv.type) ?? []).map((name) => {
        const value = mv.stored.get(name);
        return value && { ...value, since: 0 };
      }),
    })),
    operations: state.operations.map((operation) => ({
      ...operation,
      mv: operation.mv === undefined ? undefined : idOf(operation.mv),
    })),
    errors: state.errors.map(({ unit, error }) => ({
      unit: 'key' in unit ? { mv: idOf(unit.key) } : { object: unit.id },
      origin: 'sync' as const,
      error: { ...error, message: '' },
    })),
  };
};
