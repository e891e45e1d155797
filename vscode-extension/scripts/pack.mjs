// Bundles and packs the extension: `node scripts/pack.mjs [FILE.vsix]`.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleExtension } from './bundle.mjs';

const extension = dirname(dirname(fileURLToPath(import.meta.url)));
const file = resolve(process.argv[2] ?? join(extension, 'dist', 'syncrule.vsix'));

await bundleExtension();
const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
const { status, error } = spawnSync(
  process.execPath,
  [vsce, 'package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', file],
  { cwd: extension, stdio: ['ignore', 'inherit', 'inherit'] },
);
if (error) throw error;
process.exitCode = status ?? 1;
