// Which clause joined an object: the state says that it is joined, its keys say by what.

import type { Machine } from '@syncrule/runtime/engine';
import type { Environment } from '@syncrule/runtime/expressions';
import type { CsObject, MvObject } from '@syncrule/runtime/store';
import { type Content, compareText, type Row, refByAnchor, refById } from '@syncrule/runtime/values';
import type { SpaceView } from '../run/view.js';

export interface HeldJoin {
  /** The id of the rule. */
  readonly rule: string;
  /** The position of the clause in it. */
  readonly join: number;
}

interface Around {
  readonly machine: Machine;
  readonly now: number;
}

/** Of each rule that could have joined the two, the first clause that holds for them. */
export const joinsThatHold = (object: CsObject, mv: MvObject, view: SpaceView, around: Around): readonly HeldJoin[] => {
  const { machine } = around;
  const ofObject = environmentOf(object.image, object, view, around);
  const ofMv = { ...environmentOf(rowOf(mv), object, view, around), self: mv.key };
  const inbound = machine.csTypes.get(`${object.connector}.${object.type}`)?.inbound ?? [];
  const targets = machine.mvTypes.get(mv.type)?.targets ?? [];
  const outbound = targets
    .filter(({ slot }) => slot.connector === object.connector && slot.type === object.type)
    .filter(({ slot }) => slot.account === (object.link?.account ?? null))
    .flatMap(({ rules }) => rules);
  const first = (
    rule: (typeof inbound)[number] | (typeof outbound)[number],
    source: Environment,
    target: Environment,
  ) => {
    if (!rule.scope(source)) return [];
    const join = rule.joins.findIndex(({ source: key, target: lookedUp }) => {
      const wanted = new Set(key.texts(source));
      return lookedUp.texts(target).some((text) => wanted.has(text));
    });
    return join < 0 ? [] : [{ rule: rule.id, join }];
  };
  return [
    ...inbound.filter(({ rule }) => rule.mvType === mv.type).flatMap((rule) => first(rule, ofObject, ofMv)),
    ...outbound.flatMap((rule) => first(rule, ofMv, ofObject)),
  ];
};

const rowOf = (mv: MvObject): Row => mv.stored.map((value) => value?.values);

const environmentOf = (source: Row, object: CsObject, view: SpaceView, { machine, now }: Around): Environment => ({
  source,
  target: undefined,
  self: object.anchor === undefined ? refById(object.id) : refByAnchor(object.anchor),
  connector: object.connector,
  now,
  moment: () => undefined,
  through: {
    connectorObject: (connector, reference, types, attribute): Content => {
      const found = view.referred(connector, reference);
      const type = found && machine.csTypes.get(`${found.connector}.${found.type}`);
      return found !== undefined && type !== undefined && types.includes(type.name)
        ? type.read(found.image, attribute)
        : undefined;
    },
    metaverseObject: (key, types, attribute): Content => {
      const found = view.mvByKey(key);
      const slot =
        found && types.includes(found.type) ? machine.mvTypes.get(found.type)?.slots.get(attribute) : undefined;
      return slot === undefined ? undefined : found?.stored[slot]?.values;
    },
    members: (key, texts) => {
      const spec = machine.keys[key]?.spec;
      const isMember = ({ keys }: MvObject): boolean => keys.some(([of, text]) => of === spec && texts.includes(text));
      return view.mvs
        .filter(isMember)
        .map((mv) => mv.key)
        .sort(compareText);
    },
  },
});
