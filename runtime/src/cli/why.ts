// `syncrule why OBJECT [ATTRIBUTE]`: why an attribute is what it is; or why an object is joined, projected, provisioned,
// exported, or not.
import { didYouMean } from '../connectors/index.js';
import { type Explanation, examine, explainConnector, explainMetaverse } from '../explain/index.js';
import { addressOf, type Found, findObject } from './address.js';
import { departedAt, departedJson, departedLines } from './departed.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';
import { examinationJson, examinationLines, guardsInTheWay } from './why-object.js';
import { explanationJson, explanationLines } from './why-text.js';
import { type Workspace, withWorkspace } from './workspace.js';

export const whyCommand = (
  io: Io,
  options: CommonOptions,
  text: string,
  attribute: string | undefined,
): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: false }, async (workspace) => {
    const found = await findObject(workspace.space, text).catch((error: unknown) =>
      whyDeparted(workspace, options, text, error),
    );
    if (found === undefined) return EXIT.nothing;
    if (attribute === undefined) await whyObject(workspace, options, found);
    else await whyAttribute(workspace, options, found, attribute);
    return EXIT.nothing;
  });

/** Tells of what is no more; throws what finding it threw where nothing is remembered of it. */
const whyDeparted = async (
  { io, space }: Workspace,
  { format }: CommonOptions,
  text: string,
  error: unknown,
): Promise<undefined> => {
  const departures = error instanceof UsageError ? await departedAt(space, text) : [];
  if (departures.length === 0) throw error;
  if (format === 'json') io.out(`${JSON.stringify(departedJson(text, departures), undefined, 2)}\n`);
  else io.out(`${departedLines(departures).join('\n')}\n`);
};

const whyAttribute = async (
  workspace: Workspace,
  { format }: CommonOptions,
  found: Found,
  attribute: string,
): Promise<void> => {
  const { io } = workspace;
  const explanation = await explain(workspace, found, attribute);
  if (!explanation) throw unknownAttribute(workspace, found, attribute);
  const subject = { address: addressOf(found), attribute };
  const lineage = await lineageOf(workspace, found, explanation);
  if (format === 'json') {
    const told = {
      ...explanationJson(workspace, explanation),
      lineage: lineage.map((one) => ({ attribute: one.attribute, ...explanationJson(workspace, one.explanation) })),
    };
    io.out(`${JSON.stringify({ format: 'syncrule-why/1', ...subject, ...told }, undefined, 2)}\n`);
  } else {
    const style = styleFor(io);
    const lines = [
      ...explanationLines(workspace, subject, explanation, style),
      ...lineage.flatMap((one) =>
        explanationLines(workspace, { address: '', attribute: one.attribute }, one.explanation, style).map(
          (line) => `    ${line.trimStart()}`,
        ),
      ),
    ];
    io.out(`${lines.join('\n')}\n`);
  }
};

const whyObject = async (workspace: Workspace, { format }: CommonOptions, found: Found): Promise<void> => {
  const { io, space, machine } = workspace;
  const subject = found.kind === 'mv' ? { mv: found.mv } : { object: found.object };
  const examination = await examine(space.store, machine, subject, io.clock());
  if (format === 'json')
    io.out(
      `${JSON.stringify({ format: 'syncrule-why-object/1', ...examinationJson(workspace, examination) }, undefined, 2)}\n`,
    );
  else {
    const lines = [
      ...examinationLines(workspace, examination, styleFor(io)),
      ...(await guardsInTheWay(workspace, examination)),
    ];
    io.out(`${lines.join('\n')}\n`);
  }
};

const explain = ({ space, machine, io }: Workspace, found: Found, attribute: string) =>
  found.kind === 'mv'
    ? explainMetaverse(space.store, machine, found.mv, attribute, io.clock())
    : explainConnector(space.store, machine, found.object, attribute, io.clock());

/** What a derived value was made of, each explained in turn. */
const lineageOf = async (
  workspace: Workspace,
  found: Found,
  { derived }: Explanation,
): Promise<readonly { readonly attribute: string; readonly explanation: Explanation }[]> => {
  const lineage = [];
  for (const { attribute } of derived?.inputs ?? []) {
    const explanation =
      found.kind === 'mv' && /^\w+$/.test(attribute) ? await explain(workspace, found, attribute) : undefined;
    if (explanation !== undefined) lineage.push({ attribute, explanation });
  }
  return lineage;
};

const unknownAttribute = ({ space }: Workspace, found: Found, attribute: string): UsageError => {
  const type = found.kind === 'mv' ? found.mv.type : `${found.object.connector}.${found.object.type}`;
  const names =
    found.kind === 'mv'
      ? (space.plan.metaverse.find(({ name }) => name === type)?.attributes.map(({ name }) => name) ?? [])
      : [...(space.types.get(type)?.attributes.keys() ?? [])];
  return new UsageError(
    `${type} has no attribute ${JSON.stringify(attribute)}.${didYouMean(attribute, names)} It has: ${names.join(', ')}.`,
  );
};
