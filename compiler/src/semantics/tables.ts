// The declarations of a program by kind and name (N1); names that are declared twice.
import { namesDiagnostics } from '../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import type { Location, SourceFile } from '../source/index.js';
import { type Declaration, type FileTree, isMissing, type Name } from '../syntax/index.js';
import type { Report } from './findings.js';

const report = diagnosticsOf(namesDiagnostics);

export interface SourceTree {
  readonly file: SourceFile;
  readonly tree: FileTree;
}

type Named = Exclude<Declaration, { kind: 'test' }>;
type Kind = Named['kind'];
type Of<K extends Kind> = Extract<Named, { kind: K }>;

/** A declaration and the file that holds it. */
export interface Declared<D> {
  readonly declaration: D;
  readonly file: SourceFile;
}

/** All declarations, in the order of files and places; of equal names the first is found by name. */
export interface Tables {
  readonly all: <K extends Kind>(kind: K) => readonly Declared<Of<K>>[];
  readonly find: <K extends Kind>(kind: K, name: string) => Declared<Of<K>> | undefined;
  readonly names: (kind: Kind) => readonly string[];
}

export const locationOf = ({ file }: { readonly file: SourceFile }, name: Name): Location => ({
  file,
  span: name.span,
});

/** Sorts the declarations of all files by kind and name. */
export const buildTables = (trees: readonly SourceTree[]): Tables => {
  const declared = trees.flatMap(({ file, tree }) =>
    tree.declarations.flatMap((declaration) => (declaration.kind === 'test' ? [] : [{ declaration, file }])),
  );
  const byKind = new Map<Kind, Declared<Named>[]>();
  const firsts = new Map<string, Declared<Named>>();
  for (const entry of declared) {
    const { kind, name } = entry.declaration;
    const ofKind = byKind.get(kind);
    if (ofKind === undefined) byKind.set(kind, [entry]);
    else ofKind.push(entry);
    const key = keyOf(kind, name.text);
    if (!firsts.has(key) && !isMissing(name)) firsts.set(key, entry);
  }
  return {
    all: (kind) => (byKind.get(kind) ?? []).filter((entry) => isOf(entry, kind)),
    find: (kind, name) => {
      const entry = firsts.get(keyOf(kind, name));
      return entry !== undefined && isOf(entry, kind) ? entry : undefined;
    },
    names: (kind) => (byKind.get(kind) ?? []).flatMap(({ declaration }) => nameOf(declaration)),
  };
};

const keyOf = (kind: Kind, name: string): string => `${kind} ${name}`;

const nameOf = ({ name }: Named): string[] => (isMissing(name) ? [] : [name.text]);

const isOf = <K extends Kind>(entry: Declared<Named>, kind: K): entry is Declared<Of<K>> =>
  entry.declaration.kind === kind;

/** Kinds that share a space of names, and what the space calls its members. */
const SPACES: readonly { readonly what: string; readonly kinds: readonly Kind[] }[] = [
  { what: 'connector', kinds: ['connector'] },
  { what: 'metaverse type', kinds: ['metaverse'] },
  { what: 'rule or `flows`', kinds: ['rule', 'flows'] },
  { what: 'function', kinds: ['function'] },
  { what: 'parameter', kinds: ['param'] },
  { what: 'namespace', kinds: ['namespace'] },
];

/** N1 for declarations: of several with one name, each is reported. */
export const reportDuplicateDeclarations = (tables: Tables, to: Report): void => {
  for (const { what, kinds } of SPACES) {
    const named = kinds.flatMap((kind) =>
      tables
        .all(kind)
        .map((entry) => ({ name: entry.declaration.name, location: locationOf(entry, entry.declaration.name) })),
    );
    reportDuplicates(what, named, to);
  }
};

export interface NamedPlace {
  readonly name: Name;
  readonly location: Location;
}

/** N1 for names in one place: of several that are equal, each is reported, with the others beside it. */
export const reportDuplicates = (what: string, named: readonly NamedPlace[], to: Report): void => {
  const byName = new Map<string, NamedPlace[]>();
  for (const entry of named) {
    if (!isMissing(entry.name)) byName.set(entry.name.text, [...(byName.get(entry.name.text) ?? []), entry]);
  }
  for (const [name, entries] of byName) {
    if (entries.length < 2) continue;
    for (const { location } of entries) {
      const others = entries.filter((entry) => entry.location !== location);
      const related = others.map((other) => ({
        location: other.location,
        message: `\`${name}\` is declared here too`,
      }));
      to(report('SR3001', location, { what, name }, { related }));
    }
  }
};
