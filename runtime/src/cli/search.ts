// `syncrule search TEXT`: every object that holds the text.
import { addressOf, everywhere, type Found } from './address.js';
import { imageOf, valuesOfMv } from './attributes.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { styleFor } from './style.js';
import { table } from './table.js';
import { contentText } from './values.js';
import { type Workspace, withWorkspace } from './workspace.js';

export interface SearchOptions extends CommonOptions {
  readonly limit: number;
}

export const searchCommand = (io: Io, options: SearchOptions, text: string): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: false }, async (workspace) => {
    const found = await everywhere(workspace.space, text, options.limit);
    const hits = found.map((one) => hitOf(workspace, one, text));
    if (options.format === 'json')
      io.out(`${JSON.stringify({ format: 'syncrule-search/1', text, hits }, undefined, 2)}\n`);
    else io.out(`${lines(hits, text, io).join('\n')}\n`);
    return hits.length > 0 ? EXIT.nothing : EXIT.findings;
  });

interface Hit {
  readonly type: string;
  readonly address: string;
  /** Attributes that hold the text. */
  readonly where: Readonly<Record<string, string>>;
}

const hitOf = ({ space, machine }: Workspace, found: Found, text: string): Hit => {
  const attributes =
    found.kind === 'mv'
      ? valuesOfMv(space, machine.mvTypes.get(found.mv.type)?.layout ?? [], found.mv)
      : imageOf(space, found.object);
  const shown = attributes.map(({ name, scalar, content }) => [name, contentText(content, scalar)] as const);
  const hits = shown.filter(([, value]) => value.toLowerCase().includes(text.toLowerCase()));
  const type = found.kind === 'mv' ? found.mv.type : `${found.object.connector}.${found.object.type}`;
  return { type, address: addressOf(found), where: Object.fromEntries(hits) };
};

const lines = (hits: readonly Hit[], text: string, io: Io): readonly string[] => {
  const style = styleFor(io);
  if (hits.length === 0) return [`Nothing holds ${JSON.stringify(text)}.`];
  return table(
    hits.map(({ type, address, where }) => [
      style.cyan(type),
      style.bold(address),
      Object.entries(where)
        .map(([name, value]) => `${name}: ${value}`)
        .join(', '),
    ]),
    80,
  );
};
