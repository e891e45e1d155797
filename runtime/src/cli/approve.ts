// `syncrule approve HASH --reason TEXT`: lets exactly one changeset pass the guards, once.
import { approve, findingText } from '../runs/index.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { type SelectionOptions, selectionOf } from './selection.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';
import { whoIsSignedIn } from './who.js';
import { withWorkspace } from './workspace.js';

export interface ApproveOptions extends CommonOptions, SelectionOptions {
  readonly reason: string;
  /** Who approves; the one who is signed in to the machine if not given. */
  readonly by?: string;
}

/** So short that it might mean another changeset tomorrow. */
const SHORTEST_HASH = 8;

export const approveCommand = (io: Io, options: ApproveOptions, hash: string): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: true }, async ({ space, loaded }) => {
    if (!/^[0-9a-f]{8,64}$/.test(hash)) {
      throw new UsageError(
        `${JSON.stringify(hash)} is not the hash of a changeset, nor at least ${SHORTEST_HASH} characters of its beginning. See: syncrule preview`,
      );
    }
    if (options.reason.trim() === '') throw new UsageError('An approval needs a reason: --reason TEXT');
    const { connector, approval, verdict } = await approve(space, {
      hash,
      reason: options.reason,
      by: options.by ?? whoIsSignedIn(io),
      at: io.clock(),
      guards: loaded.config.guards ?? {},
      selection: selectionOf(space, options),
    });
    const { reason, by, at } = approval;
    const style = styleFor(io);
    if (options.format === 'json') {
      const told = { connector, changeset: approval.hash, by, reason, at: new Date(at).toISOString(), ...verdict };
      io.out(`${JSON.stringify({ format: 'syncrule-approve/1', ...told }, undefined, 2)}\n`);
    } else {
      io.out(
        [
          `${style.bold(approval.hash.slice(0, 12))} of “${connector}” may pass once, approved by ${by}: ${reason}`,
          ...verdict.findings.map((finding) => `  ${findingText(finding)}`),
          `Send it: syncrule export ${connector}${selectionArguments(options)}`,
          '',
        ].join('\n'),
      );
    }
    return EXIT.nothing;
  });

const selectionArguments = ({ only = [], limit }: SelectionOptions): string =>
  [
    ...only.map(({ field, pattern }) => ` --only '${field}=${pattern}'`),
    limit === undefined ? '' : ` --limit ${limit}`,
  ].join('');
