// `syncrule join | disconnect | release | retry`: what an operator decides against the rules.
import { type Intervention, intervene, type Space } from '../runs/index.js';
import type { CsObject, Mark, MvObject } from '../store/index.js';
import { addressOf, findObject } from './address.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';
import { whoIsSignedIn } from './who.js';
import { withWorkspace } from './workspace.js';

export interface InterventionOptions extends CommonOptions {
  readonly reason?: string;
  /** Who decides; the one who is signed in to the machine if not given. */
  readonly by?: string;
}

interface Decided {
  readonly intervention: Intervention;
  /** What was done, in words that end before “by …”. */
  readonly told: string;
  readonly objects: readonly string[];
}

export const joinCommand = (
  io: Io,
  options: InterventionOptions & { readonly as?: string },
  [objectText, mvText]: readonly [object: string, mv: string],
): Promise<ExitCode> =>
  decide(io, options, async (space) => {
    const object = await connectorObject(space, objectText);
    const mv = await metaverseObject(space, mvText);
    const [from, to] = [nameOf(object), nameOfMv(mv)];
    const account = options.as ?? null;
    return {
      intervention: { kind: 'join', object, mv, account },
      told: `${from} joined to ${to}${account === null ? '' : ` as ${account}`}`,
      objects: [from, to],
    };
  });

export const disconnectCommand = (io: Io, options: InterventionOptions, text: string): Promise<ExitCode> =>
  decide(io, options, async (space) => {
    const object = await connectorObject(space, text);
    return {
      intervention: { kind: 'disconnect', object },
      told: `${nameOf(object)} disconnected and set aside`,
      objects: [nameOf(object)],
    };
  });

export const releaseCommand = (io: Io, options: InterventionOptions, text: string): Promise<ExitCode> =>
  decide(io, options, async (space) => {
    const object = await connectorObject(space, text);
    return {
      intervention: { kind: 'release', object },
      told: `${nameOf(object)} left to the rules again`,
      objects: [nameOf(object)],
    };
  });

/** Of one object, with all accounts if it is a metaverse object; or of everything. */
export const retryCommand = (
  io: Io,
  options: InterventionOptions & { readonly all?: true },
  text: string | undefined,
): Promise<ExitCode> =>
  decide(io, options, async (space) => {
    if ((text === undefined) === (options.all === undefined))
      throw new UsageError('Say either which object is to be tried again, or --all.');
    const units = text === undefined ? await space.store.refused() : await unitsOf(space, text);
    const which = text ?? `${units.length} ${units.length === 1 ? 'object' : 'objects'}`;
    return { intervention: { kind: 'retry', units }, told: `${which} to be tried again`, objects: [which] };
  });

const unitsOf = async (space: Space, text: string): Promise<readonly Mark[]> => {
  const found = await findObject(space, text);
  if (found.kind === 'object') {
    const { id, link } = found.object;
    return [{ object: id }, ...(link === undefined ? [] : [{ mv: link.mv }])];
  }
  const { linked } = await space.store.load({ linked: [found.mv.id] });
  return [{ mv: found.mv.id }, ...(linked.get(found.mv.id) ?? []).map((object) => ({ object }))];
};

const decide = (
  io: Io,
  options: InterventionOptions,
  decision: (space: Space) => Promise<Decided>,
): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: true }, async ({ space }) => {
    const { intervention, told, objects } = await decision(space);
    const by = options.by ?? whoIsSignedIn(io);
    await intervene(space.store, intervention, { by, reason: options.reason, at: io.clock(), told });
    if (options.format === 'json')
      io.out(
        `${JSON.stringify({ format: 'syncrule-intervention/1', kind: intervention.kind, objects, by, reason: options.reason }, undefined, 2)}\n`,
      );
    else io.out(`${styleFor(io).bold(told)}. It takes effect with the next synchronisation: syncrule sync\n`);
    return EXIT.nothing;
  });

const connectorObject = async (space: Space, text: string): Promise<CsObject> => {
  const found = await findObject(space, text);
  if (found.kind === 'object') return found.object;
  throw new UsageError(
    `${JSON.stringify(text)} is the metaverse object ${addressOf(found)}; a connector object is wanted, such as corp.user:1001.`,
  );
};

const metaverseObject = async (space: Space, text: string): Promise<MvObject> => {
  const found = await findObject(space, text);
  if (found.kind === 'mv') return found.mv;
  throw new UsageError(
    `${JSON.stringify(text)} is the connector object ${addressOf(found)}; a metaverse object is wanted, such as person:hr:1001:0.`,
  );
};

const nameOf = (object: CsObject): string => addressOf({ kind: 'object', object });
const nameOfMv = (mv: MvObject): string => `${mv.type}:${addressOf({ kind: 'mv', mv })}`;
