// The configuration of the compiler for one program: `rulec.config.json` in the program's directory.
import { catalogue } from '../catalogue/index.js';
import { programDiagnostics } from '../diagnostics/catalogue/program.js';
import { type Diagnostic, diagnosticsOf, didYouMean, LEVELS, type Level, type Levels } from '../diagnostics/index.js';
import { describeJson, type JsonMember, type JsonNode, readJson } from '../schema/index.js';
import { type Location, type SourceFile, type Span, sourceFile } from '../source/index.js';
import { WorkspaceError } from './error.js';
import type { Host } from './host.js';

export const CONFIG_FILE = 'rulec.config.json';

export interface ConfigReading {
  readonly levels: Levels;
  readonly diagnostics: readonly Diagnostic[];
}

const report = diagnosticsOf(programDiagnostics);

/** Nothing is configured where there is no such file. Throws a {@link WorkspaceError} when it cannot be read. */
export const readConfig = (host: Host): ConfigReading => {
  const reading = host.read(CONFIG_FILE);
  if (reading.kind === 'missing') return { levels: new Map(), diagnostics: [] };
  if (reading.kind === 'unreadable') {
    throw new WorkspaceError(`cannot read ${CONFIG_FILE}: ${reading.reason}`, 'Check the file and its permissions');
  }
  return configIn(sourceFile(CONFIG_FILE, reading.text));
};

/** The configuration in a file; what is wrong with it has no effect. */
export const configIn = (file: SourceFile): ConfigReading => {
  const json = readJson(file.text);
  const at = (span: Span): Location => ({ file, span });
  if (json.kind === 'fault') {
    const { span, expected, found } = json.fault;
    return { levels: new Map(), diagnostics: [report('SR0003', at(span), { expected, found })] };
  }
  const diagnostics: Diagnostic[] = [];
  const levels = new Map<string, Level>();
  for (const { name, nameSpan, value } of membersOf(json.node, 'an object', at, diagnostics)) {
    if (name === 'levels') readLevels(value, { levels, diagnostics, at });
    else if (name !== '$schema')
      diagnostics.push(unknown('a member of the configuration', name, at(nameSpan), ['levels']));
  }
  return { levels, diagnostics };
};

interface Into {
  readonly levels: Map<string, Level>;
  readonly diagnostics: Diagnostic[];
  readonly at: (span: Span) => Location;
}

const readLevels = (node: JsonNode, { levels, diagnostics, at }: Into): void => {
  for (const { name: code, nameSpan, value } of membersOf(node, 'an object of levels by code', at, diagnostics)) {
    const severity = catalogue[code]?.severity;
    const level = levelOf(value);
    if (severity === undefined) {
      diagnostics.push(unknown('the code of a warning or a hint', code, at(nameSpan), adjustableCodes()));
    } else if (severity === 'error') diagnostics.push(report('SR0005', at(nameSpan), { code }));
    else if (level === undefined) diagnostics.push(noLevel(value, at));
    else levels.set(code, level);
  }
};

/** The codes that may have a level. */
export const adjustableCodes = (): readonly string[] =>
  Object.keys(catalogue)
    .filter((code) => catalogue[code]?.severity !== 'error')
    .sort();

const levelOf = (node: JsonNode): Level | undefined =>
  node.kind === 'scalar' ? LEVELS.find((level) => level === node.value) : undefined;

const noLevel = (node: JsonNode, at: Into['at']): Diagnostic => {
  const help = node.kind === 'scalar' && typeof node.value === 'string' ? didYouMean(node.value, LEVELS) : undefined;
  const values = { expected: '"off", "hint", "warning" or "error"', found: describeJson(node) };
  return report('SR0003', at(node.span), values, help === undefined ? {} : { help });
};

const unknown = (expected: string, name: string, location: Location, candidates: readonly string[]): Diagnostic => {
  const help = didYouMean(name, candidates);
  return report('SR0004', location, { expected, name }, help === undefined ? {} : { help });
};

const membersOf = (
  node: JsonNode,
  expected: string,
  at: Into['at'],
  diagnostics: Diagnostic[],
): readonly JsonMember[] => {
  if (node.kind === 'object') return node.members;
  diagnostics.push(report('SR0003', at(node.span), { expected, found: describeJson(node) }));
  return [];
};
