// Writes what is made from the code's own tables: the pages of diagnostics and functions, and the JSON Schemas of the
// plan, of both configurations and of findings.
// Reads the built packages and installs nothing: `npm run build` comes first.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { diagnosticPages, functionsPage } = await import('../compiler/dist/docs/index.js');
const { diagnosticsSchema } = await import('../compiler/dist/diagnostics/index.js');
const { rulecConfigSchema } = await import('../compiler/dist/workspace/index.js');
const { planSchema } = await import('../runtime/dist/plan/index.js');
const { configSchema } = await import('../runtime/dist/config/index.js');

const pages = diagnosticPages();
const directory = join(root, 'docs', 'diagnostics');
mkdirSync(directory, { recursive: true });
for (const name of existsSync(directory) ? readdirSync(directory) : []) {
  if (name.endsWith('.md') && !pages.has(name)) rmSync(join(directory, name));
}
for (const [name, text] of pages) writeFileSync(join(directory, name), text);
writeFileSync(join(root, 'docs', 'functions.md'), functionsPage());
writeFileSync(
  join(root, 'runtime', 'src', 'plan', 'plan.schema.json'),
  `${JSON.stringify(planSchema, undefined, 2)}\n`,
);
writeFileSync(
  join(root, 'compiler', 'src', 'diagnostics', 'render', 'diagnostics.schema.json'),
  `${JSON.stringify(diagnosticsSchema, undefined, 2)}\n`,
);
// Both configurations are checked in the editor too, which carries their schemas.
const EDITOR = join('vscode-extension', 'schemas');
for (const [schema, name, folder] of [
  [configSchema, 'config.schema.json', join('runtime', 'src', 'config')],
  [rulecConfigSchema(), 'rulec.config.schema.json', join('compiler', 'src', 'workspace')],
])
  for (const each of [folder, EDITOR])
    writeFileSync(join(root, each, name), `${JSON.stringify(schema, undefined, 2)}\n`);
console.log(`docs/diagnostics: ${pages.size} pages`);
