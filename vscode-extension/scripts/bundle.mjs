// Bundles the extension and the language server, each into one file: an installed extension has no node_modules.
// Our own packages are taken from their sources, so that a bundle is never older than the code.
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const extension = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(extension);

const ourSources = {
  name: 'our-sources',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^@syncrule\// }, ({ path }) => {
      const [, name, folder] = /^@syncrule\/([^/]+)\/(.+)$/.exec(path);
      return { path: join(root, name, 'src', folder, 'index.ts') };
    }),
};

const bundle = (entry, outfile) =>
  build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    external: ['vscode'],
    plugins: [ourSources],
    // ES modules first: the UMD builds of Microsoft's packages hide their imports from bundlers.
    mainFields: ['module', 'main'],
  });

/** Fills `directory` with extension.cjs and server.cjs, and the extension's schemas with those of runtime and compiler. */
export const bundleExtension = async (directory = join(extension, 'dist')) => {
  mkdirSync(directory, { recursive: true });
  mkdirSync(join(extension, 'schemas'), { recursive: true });
  const schemas = join(root, 'runtime', 'src');
  copyFileSync(
    join(schemas, 'plan', 'connector-schema.schema.json'),
    join(extension, 'schemas', 'connector.schema.json'),
  );
  copyFileSync(join(schemas, 'config', 'config.schema.json'), join(extension, 'schemas', 'config.schema.json'));
  copyFileSync(
    join(root, 'compiler', 'src', 'workspace', 'rulec.config.schema.json'),
    join(extension, 'schemas', 'rulec.config.schema.json'),
  );
  await bundle(join(extension, 'src', 'extension.ts'), join(directory, 'extension.cjs'));
  await bundle(join(root, 'language-server', 'src', 'server', 'main.ts'), join(directory, 'server.cjs'));
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundleExtension();
