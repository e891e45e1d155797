// One object with everything that belongs to it, step by step.
import type { Machine } from '../engine/index.js';
import type { CsObject, MvObject, Store } from '../store/index.js';
import { explainSlotAttribute } from './connector.js';
import { Inquiry } from './inquiry.js';
import { explainAttribute } from './metaverse.js';
import type { Explanation } from './model.js';
import { type ObjectReport, reportObject } from './object.js';
import { type MetaverseReport, reportMetaverse } from './person.js';

export interface Examination {
  /** The connector object, if one was asked for. */
  readonly object: ObjectReport | undefined;
  /** The metaverse object that was asked for, or that the connector object is joined to. */
  readonly metaverse: MetaverseReport | undefined;
}

/** Explanations of attributes, by name. */
export type Explanations = readonly { readonly attribute: string; readonly explanation: Explanation }[];

export interface FullExamination extends Examination {
  /** Of all attributes of the metaverse object. */
  readonly attributes: Explanations;
  /** Of all attributes that rules write, by the object of each slot that is filled. */
  readonly slots: readonly { readonly object: CsObject; readonly attributes: Explanations }[];
}

type Subject = { readonly object: CsObject } | { readonly mv: MvObject };

/** The steps of one object: view, joins, projection, slots. */
export const examine = async (store: Store, machine: Machine, subject: Subject, at: number): Promise<Examination> => {
  const inquiry = await Inquiry.open(store, machine, at);
  return inquiry.ask((asked) => {
    const mv = 'mv' in subject ? subject.mv : subject.object.link && asked.session.space.mv(subject.object.link.mv);
    return {
      object: 'object' in subject ? reportObject(asked, subject.object) : undefined,
      metaverse: mv && reportMetaverse(asked, mv),
    };
  });
};

/** The same with every attribute explained. */
export const examineFully = async (
  store: Store,
  machine: Machine,
  subject: Subject,
  at: number,
): Promise<FullExamination> => {
  const short = await examine(store, machine, subject, at);
  const { metaverse } = short;
  if (metaverse === undefined) return { ...short, attributes: [], slots: [] };
  const inquiry = await Inquiry.open(store, machine, at);
  return inquiry.ask((asked) => ({
    ...short,
    attributes: (asked.session.machine.mvTypes.get(metaverse.mv.type)?.inOrder ?? []).flatMap(({ name }) => {
      const explanation = explainAttribute(asked, metaverse.mv, name);
      return explanation === undefined ? [] : [{ attribute: name, explanation }];
    }),
    slots: metaverse.slots.flatMap(({ intent, objects, slot }) => {
      const [object] = objects;
      if (intent !== 'filled' || object === undefined) return [];
      const target = asked.session.machine.mvTypes
        .get(metaverse.mv.type)
        ?.targets.find(
          (one) =>
            one.slot.connector === slot.connector && one.slot.type === slot.type && one.slot.account === slot.account,
        );
      const names = [...(target?.naming ? [target.naming] : []), ...(target?.writes ?? [])].map(({ name }) => name);
      const attributes = names.flatMap((attribute) => {
        const explanation = explainSlotAttribute(asked, object, attribute);
        return explanation === undefined ? [] : [{ attribute, explanation }];
      });
      return [{ object, attributes }];
    }),
  }));
};
