// Installs and builds whatever is missing, so that every command works on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.syncrule-installed');

const run = (command, args) => {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Syncrule needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
if (time(stamp) < time(join(root, 'package-lock.json'))) {
  console.error(
    'Installing dependencies (the SQLite binding is compiled where no binary can be had: about a minute) …',
  );
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, '');
}
run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
// After the installation: what makes bundles is installed by it.
const { bundle } = await import('./bundle.mjs');
await bundle();
