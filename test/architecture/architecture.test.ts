// The layout holds: imports go one way, the engine does no IO, files stay small, and nothing tells of a machine.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { circlesIn } from './circles.js';
import {
  ARROWS,
  BLIND_CASTS,
  LONG_FILES,
  PACKAGE_ARROWS,
  PACKAGES_WITHOUT_TABLE,
  PORTS,
  PURE_PACKAGES,
  PURE_PARTS,
} from './layout.js';
import {
  absolute,
  filesBelow,
  folderOf,
  importsOf,
  machinePaths,
  PACKAGES,
  ROOT,
  readSources,
} from './source-files.js';

const sources = readSources();
const product = sources.filter((source) => !source.isTest);
const packageOf = (folder: string): string => folder.split('/')[0] ?? '';
const filesImportedBy = (source: (typeof sources)[number]): readonly string[] =>
  source.imports.flatMap((one) => (one.kind === 'file' ? [one.path] : []));

it('finds the files and their imports', () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(sources.flatMap((source) => source.imports).length).toBeGreaterThan(1000);
  const text =
    "import type { A } from './a.js';\nimport {\n  b,\n} from '@syncrule/runtime/values';\nexport * from '../c.js';";
  expect(importsOf('compiler/src/x/y.ts', `${text}\nawait import('node:fs');\nconst from = reserved('to');`)).toEqual([
    { kind: 'file', path: 'compiler/src/x/a.ts' },
    { kind: 'file', path: 'runtime/src/values/index.ts' },
    { kind: 'file', path: 'compiler/src/c.ts' },
    { kind: 'package', name: 'node:fs' },
  ]);
});

it('has no import of a file that is not there', () => {
  const missing = sources.flatMap((source) =>
    filesImportedBy(source).flatMap((path) =>
      existsSync(absolute(path)) || /\.(json|mjs)$/.test(path) ? [] : [`${source.path} imports ${path}`],
    ),
  );
  expect(missing).toEqual([]);
});

describe('circles', () => {
  it('are found', () => {
    const graph = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', ['a']],
      ['d', ['e']],
      ['e', []],
    ]);
    expect(circlesIn(graph)).toEqual([['a', 'b', 'c']]);
  });

  // Imports of types count: what is two files in a circle of types is one idea in two files.
  it('are not among the files', () => {
    expect(circlesIn(new Map(sources.map((source) => [source.path, filesImportedBy(source)])))).toEqual([]);
  });

  it('are not among the arrows of the layout', () => {
    expect(circlesIn(new Map(Object.entries(ARROWS)))).toEqual([]);
    expect(circlesIn(new Map(Object.entries(PACKAGE_ARROWS)))).toEqual([]);
  });
});

describe('arrows', () => {
  it('are known for every folder', () => {
    const folders = new Set(product.map(({ folder }) => folder));
    const expected = [...folders].filter((folder) => !PACKAGES_WITHOUT_TABLE.includes(packageOf(folder)));
    expect(expected.sort()).toEqual(Object.keys(ARROWS).sort());
  });

  it('between folders go with the layout', () => {
    const against = product.flatMap((source) => {
      const allowed = ARROWS[source.folder];
      if (allowed === undefined) return [];
      return filesImportedBy(source)
        .filter((path) => folderOf(path) !== source.folder && !allowed.includes(folderOf(path)))
        .map((path) => `${source.path} imports ${path}`);
    });
    expect(against).toEqual([]);
  });

  it.each(PACKAGES)('between packages: %s imports only what lies below it', (name) => {
    const against = sources
      .filter(({ path }) => path.startsWith(`${name}/`))
      .flatMap((source) => filesImportedBy(source).map((path) => ({ from: source.path, path })))
      .filter(({ path }) => packageOf(path) !== name && !PACKAGE_ARROWS[name]?.includes(packageOf(path)));
    expect(against).toEqual([]);
  });

  it('from one package to another go through the public names of a folder', () => {
    const inside = sources.flatMap((source) =>
      filesImportedBy(source)
        .filter((path) => packageOf(path) !== packageOf(source.folder) && !path.endsWith('/index.ts'))
        .map((path) => `${source.path} imports ${path}`),
    );
    expect(inside).toEqual([]);
  });

  it.each(PORTS)('$from imports nothing like $forbidden: $because', ({ from, forbidden }) => {
    const against = product
      .filter(({ folder }) => folder === from)
      .flatMap((source) => filesImportedBy(source).filter((path) => forbidden.test(path)));
    expect(against).toEqual([]);
  });

  it('to the types of LSP start in one folder only', () => {
    const against = product
      .filter(({ path }) => path.startsWith('language-server/') && !path.startsWith('language-server/src/server/'))
      .filter(({ imports }) => imports.some((one) => one.kind === 'package' && /^vscode-/.test(one.name)));
    expect(against.map(({ path }) => path)).toEqual([]);
  });

  it('go from no code that ships to code of tests', () => {
    const against = product.flatMap((source) =>
      filesImportedBy(source)
        .filter((path) => /\/testing\/|\.test\.ts$|^test\//.test(path))
        .map((path) => `${source.path} imports ${path}`),
    );
    expect(against).toEqual([]);
  });
});

describe('what computes', () => {
  const PURE = ['runtime/engine', 'runtime/expressions', 'runtime/functions', 'runtime/values', 'runtime/plan'];
  const pure = product.filter(({ folder }) => PURE.includes(folder));

  it('imports no IO: nothing of Node but hashes and certificates, and no package that does more than compute', () => {
    const against = pure.flatMap((source) =>
      source.imports.flatMap((one) =>
        one.kind === 'package' && !PURE_PARTS.includes(one.name) && !PURE_PACKAGES[source.folder]?.includes(one.name)
          ? [`${source.path} imports ${one.name}`]
          : [],
      ),
    );
    expect(against).toEqual([]);
  });

  it('asks neither clock nor chance nor process, and talks to nobody', () => {
    const asks =
      /\b(?:process\.|Date\.now|new Date\(\)|Math\.random|randomUUID|randomBytes|console\.|setTimeout|setInterval|(?<![.\w])(?<!async )fetch\()/;
    expect(pure.flatMap(({ path, text }) => linesLike(path, text, asks))).toEqual([]);
  });
});

describe('files', () => {
  it('are read in one go: none has more than 400 lines', () => {
    const long = sources
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > (LONG_FILES[path] ?? 400));
    expect(long).toEqual([]);
  });

  it('say in their first line what they are for', () => {
    const silent = product.filter(({ text }) => !/^(?:#!.*\n)?(?:\/\/|\/\*\*?) ?\S/.test(text)).map(({ path }) => path);
    expect(silent).toEqual([]);
  });

  it('keep their types: no `any`, nothing ignored, no cast by way of `unknown`', () => {
    const blind = /@ts-(?:ignore|nocheck)|: any\b|\bas any\b|<any[,>]|\bas unknown as\b/;
    const found = product
      .filter(({ path }) => BLIND_CASTS[path] === undefined)
      .flatMap(({ path, text }) => linesLike(path, text, blind));
    expect(found).toEqual([]);
  });

  it('hold no path of a machine', () => {
    const endings = ['.ts', '.mjs', '.js', '.json', '.md', '.syncrule', '.csv', '.ldif', '.yml'];
    const folders = [...PACKAGES, 'docs', 'rules', 'scripts', '.ci'].map((name) => `${ROOT}${name}`);
    const paths = [
      ...endings.flatMap((ending) => folders.flatMap((folder) => filesBelow(folder, ending))),
      'README.md',
    ];
    const found = paths
      .filter((path) => existsSync(absolute(path)))
      .flatMap((path) => machinePaths(readFileSync(absolute(path), 'utf8')).map((one) => `${path}: ${one}`));
    expect(found).toEqual([]);
    expect(machinePaths(`see ${['', 'home', 'ada', 'x'].join('/')}`)).toHaveLength(1);
  });
});

/** Lines of code (comments aside) in which something stands. */
const linesLike = (path: string, text: string, pattern: RegExp): readonly string[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      !/^\s*(?:\/\/|\*|\/\*)/.test(line) && pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
    );
