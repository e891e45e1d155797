// The TypeScript files of all packages: which folder each belongs to, and what it imports.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PACKAGES = ['runtime', 'compiler', 'language-server', 'vscode-extension', 'test'] as const;

export interface SourceText {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** `runtime/engine`; for what lies directly in `src`, the package. */
  readonly folder: string;
  /** A test, or what only tests use. */
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

/** An import of ours is a path of a file (it need not exist); any other is the name of a package or of a part of Node. */
export type Import =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string };

export const readSources = (): readonly SourceText[] =>
  PACKAGES.flatMap((name) => filesBelow(join(ROOT, name), '.ts')).map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, text, folder: folderOf(path), isTest: isTest(path), imports: importsOf(path, text) };
  });

/** Paths of files below a directory, relative to the repository; nothing that is installed or built. */
export const filesBelow = (directory: string, ending: string): readonly string[] => {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry): readonly string[] => {
    const path = join(directory, entry.name);
    if (entry.isDirectory())
      return ['node_modules', 'dist', '.git'].includes(entry.name) ? [] : filesBelow(path, ending);
    return entry.name.endsWith(ending) ? [relative(ROOT, path).split(sep).join('/')] : [];
  });
};

export const folderOf = (path: string): string => {
  const [name = '', second = '', third = ''] = path.split('/');
  if (second !== 'src') return third === '' ? name : `${name}/${second}`;
  return third.endsWith('.ts') ? name : `${name}/${third}`;
};

const isTest = (path: string): boolean => /\.test\.ts$|\/testing\/|\/fixtures\/|^test\//.test(path);

const IMPORT = /^\s*(?:import|export)\s[^;'"=(]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

export const importsOf = (path: string, text: string): readonly Import[] =>
  [...text.matchAll(IMPORT)].map((found) => resolveImport(path, found[1] ?? found[2] ?? found[3] ?? ''));

const resolveImport = (from: string, name: string): Import => {
  if (name.startsWith('.')) {
    return { kind: 'file', path: posix.join(dirname(from), name).replace(/\.js$/, '.ts') };
  }
  const ours = /^@syncrule\/([^/]+)\/(.+)$/.exec(name);
  return ours ? { kind: 'file', path: `${ours[1]}/src/${ours[2]}/index.ts` } : { kind: 'package', name };
};

/** An existing path of the machine on which something was written: never part of a file. */
export const machinePaths = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w.:/-])\/(?:work|home|root|Users)\/[\w.-]+/g)].map(([path]) => path);

export const absolute = (path: string): string => resolve(ROOT, path);
