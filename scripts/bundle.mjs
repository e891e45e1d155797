// Makes the bundle from which `rulec` starts, where there is none of this build: `node scripts/bundle.mjs`.
// Modules are cheap to run and dear to find: loading four hundred of them took longer than to check a small program.
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleIsCurrent, madeOf } from '../compiler/bin/bundle.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const directory = join(root, 'compiler', 'dist', 'bundle');

/** Found at run time: binaries, and what is read as a file or loaded by hardly any command. */
const EXTERNAL = ['better-sqlite3', '@viz-js/viz', 'chokidar', 'minisearch'];

/** CommonJS packages ask for Node's own modules, which a module has no word for. */
const REQUIRE = `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`;

const bundleRulec = async () => {
  rmSync(directory, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'compiler', 'dist', 'cli', 'index.js')],
    outdir: directory,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: EXTERNAL,
    banner: { js: REQUIRE },
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  const places = [...new Set([...Object.keys(metafile.inputs).map(originOf), 'scripts/bundle.mjs'])].sort();
  writeFileSync(join(directory, 'made-of.json'), JSON.stringify(madeOf(places.map(fromBundle)), undefined, 2));
};

/** The file that stands for a module: the record of the build for one of ours, else the package.json of its package. */
const originOf = (input) => {
  const foreign = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
  if (foreign !== null) return `${foreign[0]}/package.json`;
  const own = /^[^/]+\/dist\//.exec(input);
  if (own === null) throw new Error(`bug: nothing is known to stand for ${input}`);
  return `${own[0]}.tsbuildinfo`;
};

const fromBundle = (path) => relative(directory, join(root, path)).split(sep).join('/');

/** Bundles, unless a bundle of this build is there. */
export const bundle = async () => {
  if (!bundleIsCurrent()) await bundleRulec();
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundle();
