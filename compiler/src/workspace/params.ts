// Values of parameters: from `environments/NAME.json`, and from the command line, which comes last.
import { programDiagnostics } from '../diagnostics/catalogue/program.js';
import { type Diagnostic, diagnosticsOf, didYouMean, nearest } from '../diagnostics/index.js';
import { type JsonNode, readJson, valueOfJson } from '../schema/index.js';
import type { ParamPlaces } from '../semantics/index.js';
import { type SourceFile, sourceFile } from '../source/index.js';
import type { FileTree, ParamDeclaration, TypeNode } from '../syntax/index.js';
import { WorkspaceError } from './error.js';
import type { Host } from './host.js';

/** Which values the parameters take. */
export interface Choice {
  /** The name of an environment: `environments/NAME.json`. */
  readonly environment?: string;
  /** Values by parameter, as texts: `--param zone=Europe/Berlin`. */
  readonly values?: ReadonlyMap<string, string>;
  /** Every parameter needs a value, though no environment is chosen. */
  readonly complete?: boolean;
}

export interface ParamReading {
  readonly params: ReadonlyMap<string, unknown> | undefined;
  /** Where they stand in the file of the environment; what the command line gives stands nowhere. */
  readonly places?: ParamPlaces | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const report = diagnosticsOf(programDiagnostics);

type Declared = ReadonlyMap<string, ParamDeclaration>;

export const readParams = (host: Host, choice: Choice, trees: readonly FileTree[]): ParamReading => {
  const declared = declaredIn(trees);
  const isChosen = choice.environment !== undefined || choice.complete === true || (choice.values?.size ?? 0) > 0;
  if (!isChosen) return { params: undefined, diagnostics: [] };
  const environment = choice.environment === undefined ? nothing : readEnvironment(host, choice.environment, declared);
  const given = [...(choice.values ?? [])].map(([name, text]) => [name, valueFromText(name, text, declared)] as const);
  const { values, places, diagnostics } = environment;
  // Of a file that cannot be read nobody knows what it does not give.
  if (values === undefined) return { params: undefined, diagnostics };
  return { params: new Map([...values, ...given]), places: without(places, given), diagnostics };
};

const without = (
  places: ParamPlaces | undefined,
  given: readonly (readonly [string, unknown])[],
): ParamPlaces | undefined => {
  if (places === undefined) return undefined;
  const names = new Set(given.map(([name]) => name));
  return { ...places, of: new Map([...places.of].filter(([name]) => !names.has(name))) };
};

const declaredIn = (trees: readonly FileTree[]): Declared =>
  new Map(
    trees.flatMap((tree) =>
      tree.declarations.flatMap((each): [string, ParamDeclaration][] =>
        each.kind === 'param' ? [[each.name.text, each]] : [],
      ),
    ),
  );

interface Environment {
  readonly values: ReadonlyMap<string, unknown> | undefined;
  readonly places?: ParamPlaces;
  readonly diagnostics: readonly Diagnostic[];
}
const nothing: Environment = { values: new Map(), diagnostics: [] };
const unreadable = (diagnostic: Diagnostic): Environment => ({ values: undefined, diagnostics: [diagnostic] });

const readEnvironment = (host: Host, name: string, declared: Declared): Environment => {
  const path = `environments/${name}.json`;
  const reading = /[\\/]/.test(name) ? ({ kind: 'missing' } as const) : host.read(path);
  if (reading.kind === 'missing') throw noEnvironment(host, name, path);
  if (reading.kind === 'unreadable') {
    throw new WorkspaceError(`cannot read ${path}: ${reading.reason}`, 'Check the file and its permissions');
  }
  return environmentIn(sourceFile(path, reading.text), declared);
};

const noEnvironment = (host: Host, name: string, path: string): WorkspaceError => {
  const known = host
    .list()
    .flatMap((each) => /^environments\/([^/]+)\.json$/.exec(each)?.[1] ?? [])
    .sort();
  const near = didYouMean(name, known);
  const offer = known.length === 0 ? `Create ${path}` : `The program has: ${known.join(', ')}`;
  return new WorkspaceError(
    `expected the environment ${name} in ${path}, found no such file in ${host.name}`,
    near === undefined ? offer : `${near} ${offer}`,
  );
};

const environmentIn = (file: SourceFile, declared: Declared): Environment => {
  const json = readJson(file.text);
  if (json.kind === 'fault') {
    const { span, expected, found } = json.fault;
    return unreadable(report('SR0001', { file, span }, { expected, found }));
  }
  const { node } = json;
  if (node.kind !== 'object') {
    return unreadable(report('SR0001', { file, span: node.span }, { expected: 'an object', found: kindOf(node) }));
  }
  const members = node.members.map(({ name, value }) => [meantBy(name, node.members, declared), value] as const);
  const unknown = node.members.filter((member) => !declared.has(member.name));
  return {
    values: new Map(members.map(([name, value]) => [name, valueOfJson(value)])),
    places: {
      of: new Map(members.map(([name, value]) => [name, { file, span: value.span }])),
      whole: { file, span: { start: node.span.start, end: node.span.start + 1 } },
    },
    diagnostics: unknown.map(({ name, nameSpan }) => {
      const help = didYouMean(name, declared.keys());
      return report('SR0002', { file, span: nameSpan }, { name }, help === undefined ? {} : { help });
    }),
  };
};

/** Of a misspelt name the parameter that is not given otherwise: it is said of the name, not of the parameter too. */
const meantBy = (name: string, members: readonly { readonly name: string }[], declared: Declared): string => {
  if (declared.has(name)) return name;
  const given = new Set(members.map((member) => member.name));
  const [first = name] = nearest(
    name,
    [...declared.keys()].filter((each) => !given.has(each)),
  );
  return first;
};

const kindOf = (node: JsonNode): string => (node.kind === 'array' ? 'a list' : 'a single value');

/** What is typed on a command line is text; the type that the parameter declares says what it means. */
const valueFromText = (name: string, text: string, declared: Declared): unknown => {
  const declaration = declared.get(name);
  if (declaration === undefined) throw noParam(name, declared);
  if (declaration.type.many && text.trimStart().startsWith('[')) return listFromText(name, text);
  if (isBoolean(declaration.type) && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};

const noParam = (name: string, declared: Declared): WorkspaceError => {
  const near = didYouMean(name, declared.keys());
  const known = [...declared.keys()].sort();
  const offer = known.length === 0 ? 'The program declares none' : `The program declares: ${known.join(', ')}`;
  return new WorkspaceError(
    `expected a parameter of the program after --param, found ${name}`,
    near === undefined ? offer : `${near} ${offer}`,
  );
};

const listFromText = (name: string, text: string): unknown => {
  const json = readJson(text);
  if (json.kind === 'read') return valueOfJson(json.node);
  const { expected, found } = json.fault;
  throw new WorkspaceError(
    `expected a list in JSON for --param ${name}: expected ${expected}, found ${found}`,
    `Write it like --param ${name}='["a","b"]'`,
  );
};

const isBoolean = (type: TypeNode): boolean => type.kind === 'named' && type.name.text === 'boolean';
