// The installed command runs its bundle only where the bundle was made of what is there now.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rulec-bundle-'));
  for (const name of ['rulec.js', 'bundle.js']) copy(`../../bin/${name}`, `compiler/bin/${name}`);
  put('compiler/package.json', '{ "type": "module" }');
  put('compiler/dist/cli/index.js', saying('modules'));
  put('compiler/dist/bundle/index.js', saying('bundle'));
  put('compiler/dist/.tsbuildinfo', 'sources, first state');
  put('node_modules/foreign/package.json', '{ "version": "1.2.3" }');
  made();
});
afterEach(() => rmSync(directory, { recursive: true }));

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
};
const copy = (from: string, to: string): void => {
  mkdirSync(dirname(join(directory, to)), { recursive: true });
  copyFileSync(fileURLToPath(new URL(from, import.meta.url)), join(directory, to));
};
const saying = (what: string): string => `export const run = () => console.log('${what}');`;

/** Notes what the bundle is made of, as the build does. */
const made = (): void => {
  const witnesses = JSON.stringify(['../.tsbuildinfo', '../../../node_modules/foreign/package.json']);
  const script = `import { madeOf } from ${JSON.stringify(pathToFileURL(join(directory, 'compiler/bin/bundle.js')).href)};
    process.stdout.write(JSON.stringify(madeOf(${witnesses})));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  put('compiler/dist/bundle/made-of.json', stdout);
};

test.each<[string, () => void, string]>([
  ['the same', () => undefined, 'bundle'],
  ['written again with the same content', () => put('compiler/dist/.tsbuildinfo', 'sources, first state'), 'bundle'],
  ['built anew', () => put('compiler/dist/.tsbuildinfo', 'sources, other state'), 'modules'],
  [
    'with another version of a package',
    () => put('node_modules/foreign/package.json', '{"version":"1.2.4"}'),
    'modules',
  ],
  ['without a package', () => rmSync(join(directory, 'node_modules/foreign'), { recursive: true }), 'modules'],
  ['without a bundle', () => rmSync(join(directory, 'compiler/dist/bundle'), { recursive: true }), 'modules'],
  ['with half a bundle', () => put('compiler/dist/bundle/made-of.json', '{'), 'modules'],
])('%s', (_, happens, expected) => {
  happens();
  const { stdout, stderr } = spawnSync(process.execPath, [join(directory, 'compiler/bin/rulec.js')], {
    encoding: 'utf8',
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
  });
  expect({ stdout, stderr }).toEqual({ stdout: `${expected}\n`, stderr: '' });
});
