// `rulec graph [DIR]`: the flow of attributes as a picture.
import { extname, resolve } from 'node:path';
import { didYouMean } from '../../diagnostics/index.js';
import {
  dotText,
  type FlowGraph,
  type FlowNode,
  flowGraph,
  flowOf,
  mermaidText,
  noLinks,
  svgMaker,
} from '../../graph/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import { writeAtomically } from '../files.js';
import type { Io } from '../io.js';
import { planOf } from './plan.js';

type Format = 'svg' | 'dot' | 'mermaid';

interface GraphOptions {
  readonly directory: string;
  readonly attribute?: string;
  /** Missing: as the name of the file says, else SVG. */
  readonly format?: Format;
  readonly output?: string;
  readonly env?: string;
}

export const graph = async (io: Io, options: GraphOptions): Promise<ExitCode> => {
  const format = options.format ?? formatOf(options.output);
  const plan = planOf(io, options.directory, options.env === undefined ? {} : { env: options.env });
  if (plan === undefined) return EXIT.findings;
  const whole = flowGraph(plan);
  const picture = await pictureOf(options.attribute === undefined ? whole : about(whole, options.attribute), format);
  if (options.output === undefined) io.out(picture);
  else {
    writeAtomically(resolve(io.directory, options.output), picture);
    io.err(`wrote ${options.output}\n`);
  }
  return EXIT.fine;
};

const FORMAT_BY_ENDING: ReadonlyMap<string, Format> = new Map([
  ['.svg', 'svg'],
  ['.dot', 'dot'],
  ['.gv', 'dot'],
  ['.mmd', 'mermaid'],
  ['.mermaid', 'mermaid'],
]);

const formatOf = (file: string | undefined): Format => {
  if (file === undefined) return 'svg';
  const format = FORMAT_BY_ENDING.get(extname(file).toLowerCase());
  if (format !== undefined) return format;
  const endings = [...FORMAT_BY_ENDING.keys()].join(', ');
  throw new UsageError(
    `expected a file that ends with one of ${endings}, found ${file}`,
    'Say --format svg, dot or mermaid where the file has another name',
  );
};

const pictureOf = async (shown: FlowGraph, format: Format): Promise<string> => {
  if (format === 'svg') return (await svgMaker())(shown, noLinks);
  return format === 'dot' ? dotText(shown, noLinks) : mermaidText(shown);
};

/** By its whole name, else by the attribute's alone. */
const about = (whole: FlowGraph, name: string): FlowGraph => {
  const wanted = name.toLowerCase();
  const isWhole = (node: FlowNode): boolean => wholeName(node).toLowerCase() === wanted;
  const isPart = ({ attribute }: FlowNode): boolean => attribute.toLowerCase() === wanted;
  const found = whole.nodes.some(isWhole) ? isWhole : isPart;
  if (whole.nodes.some(found)) return flowOf(whole, found);
  const known = whole.nodes.flatMap((node) => [node.attribute, wholeName(node)]);
  throw new UsageError(
    `expected an attribute that a rule or an expression reads or writes, found ${name}`,
    didYouMean(name, known) ?? 'write it as sn, person.sn or corp.user.sn',
  );
};

const wholeName = ({ type, attribute }: FlowNode): string => `${type}.${attribute}`;
