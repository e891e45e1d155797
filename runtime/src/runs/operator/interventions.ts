// What an operator decides against the rules (engine specification 6.2): who an object is, that it is nobody, that the
// rules may decide again, and that what a target refused is tried anew. Each is one transaction; the next
// synchronisation draws the conclusions.
import type { AddRefusal, Changes, CsObject, Mark, MvObject, Store, Written } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import { RunFault } from '../fault.js';

export type Intervention =
  /** Joins an object to a metaverse object; no rule lets go of it any more. */
  | { readonly kind: 'join'; readonly object: CsObject; readonly mv: MvObject; readonly account: string | null }
  /** Ends the link of an object and sets it aside: no rule joins or projects it. */
  | { readonly kind: 'disconnect'; readonly object: CsObject }
  /** Lets the rules decide again about an object that was set aside. */
  | { readonly kind: 'release'; readonly object: CsObject }
  /** Forgets what targets refused to, or did not keep of, these. */
  | { readonly kind: 'retry'; readonly units: readonly Mark[] };

/** Who intervenes, and why. */
export interface Intervener {
  readonly by: string;
  readonly reason: string | undefined;
  readonly at: number;
}

/**
 * Carries an intervention out and records it in the history under the words of `told`. A {@link RunFault} says where
 * the object is in no state for it, or a synchronisation is unfinished; then nothing is changed.
 */
export const intervene = async (
  store: Store,
  intervention: Intervention,
  { by, reason, at, told }: Intervener & { readonly told: string },
): Promise<void> => {
  if ((await store.space()).unfinished !== undefined)
    throw new RunFault(
      'unfinished-sync',
      'A synchronisation was interrupted and must be ended first. Run: syncrule sync',
    );
  const changes = await changesOf(store, intervention, at);
  const run = await store.beginRun({ step: intervention.kind, connector: connectorOf(intervention), startedAt: at });
  await store.commit(changes);
  const message = `${told} by ${by}${reason === undefined ? '' : `: ${reason}`}`;
  await store.endRun(run, { endedAt: at, status: 'success', statistics: {}, message });
};

const connectorOf = (intervention: Intervention): string | undefined =>
  intervention.kind === 'retry' ? undefined : intervention.object.connector;

const changesOf = async (store: Store, intervention: Intervention, at: number): Promise<Changes> => {
  switch (intervention.kind) {
    case 'join':
      return joining(intervention, at);
    case 'disconnect':
      return disconnecting(intervention.object);
    case 'release':
      return releasing(intervention.object);
    case 'retry':
      return retrying(store, intervention.units);
  }
};

const joining = ({ object, mv, account }: Extract<Intervention, { kind: 'join' }>, at: number): Changes => {
  if (object.link !== undefined)
    throw refused(
      object.link.mv === mv.id
        ? 'It is joined to that metaverse object already.'
        : 'It is joined to another metaverse object. Disconnect it first: syncrule disconnect',
    );
  if (object.existence !== 'confirmed') throw refused(notSeen(object));
  const link = { mv: mv.id, account, origin: 'operator', since: at } as const;
  return changing(object, { ...object, explicit: false, link }, mv.id);
};

const disconnecting = (object: CsObject): Changes => {
  if (object.explicit) throw refused('It is set aside already.');
  if (object.existence === 'creating') throw refused(notSeen(object));
  if (object.written?.sentName !== undefined)
    throw refused(`${object.written.sentName} was sent as its name and not seen back yet. Import its connector first.`);
  return changing(object, { ...object, explicit: true, link: undefined }, object.link?.mv);
};

const releasing = (object: CsObject): Changes => {
  if (!object.explicit) throw refused('It is not set aside: the rules decide about it as it is.');
  return changing(object, { ...object, explicit: false }, undefined);
};

/** Keys stay: by those that it had, the next synchronisation finds whom the object concerned. */
const changing = (before: CsObject, after: CsObject, mv: MvId | undefined): Changes => ({
  objects: [{ before, after }],
  marks: [{ object: after.id }, ...(mv === undefined ? [] : [{ mv }])],
});

const notSeen = ({ existence }: CsObject): string =>
  existence === 'gone'
    ? 'The connected system does not have it any more.'
    : 'It was sent and not seen back yet. Import its connector first.';

const refused = (why: string): RunFault => new RunFault('not-possible', why);

const retrying = async (store: Store, units: readonly Mark[]): Promise<Changes> => {
  const objectIds = units.flatMap((unit) => ('object' in unit ? [unit.object] : []));
  const mvIds = units.flatMap((unit) => ('mv' in unit ? [unit.mv] : []));
  const { objects } = await store.load({ objects: objectIds });
  return {
    objects: [...objects.values()].flatMap((object) => (object?.written ? [anew(object, object.written)] : [])),
    addRefusals: new Map(mvIds.map((id): readonly [MvId, readonly AddRefusal[]] => [id, []])),
    marks: units,
  };
};

const anew = (before: CsObject, { refused: _refused, retry: _retry, ...written }: Written) => ({
  before,
  after: { ...before, written: { ...written, unheeded: {} } },
});
