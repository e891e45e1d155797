// What package.json names exists, and the extension packs into a file that holds all it needs to run.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const extension = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));

describe('the extension', () => {
  it('names files that exist', () => {
    const { languages, grammars, jsonValidation } = manifest.contributes;
    const named: readonly string[] = [
      ...languages.map(({ configuration }: { configuration: string }) => configuration),
      ...grammars.map(({ path }: { path: string }) => path),
      ...jsonValidation.map(({ url }: { url: string }) => url),
      'README.md',
      'LICENSE',
    ];
    expect(named.filter((path) => !existsSync(join(extension, path)))).toEqual([]);
  });

  it('starts with the first rule file', () => {
    expect(manifest.activationEvents).toContain('onLanguage:syncrule');
    expect(manifest.contributes.languages[0]).toMatchObject({ id: 'syncrule', extensions: ['.syncrule'] });
  });

  it('carries the JSON Schemas of runtime and compiler', () => {
    for (const [ours, theirs] of [
      ['connector.schema.json', 'runtime/src/plan/connector-schema.schema.json'],
      ['config.schema.json', 'runtime/src/config/config.schema.json'],
      ['rulec.config.schema.json', 'compiler/src/workspace/rulec.config.schema.json'],
    ] as const) {
      const original = readFileSync(join(extension, '..', theirs), 'utf8');
      expect(readFileSync(join(extension, 'schemas', ours), 'utf8')).toBe(original);
    }
  });

  it('packs, with the server in it, and the packed server speaks', () => {
    const directory = mkdtempSync(join(tmpdir(), 'syncrule-vsix-'));
    try {
      const file = join(directory, 'syncrule.vsix');
      const packed = spawnSync(process.execPath, [join(extension, 'scripts', 'pack.mjs'), file], { encoding: 'utf8' });
      expect(packed.stderr + packed.stdout).toContain('Packaged');
      const names = readFileSync(file).toString('latin1');
      for (const name of ['dist/extension.cjs', 'dist/server.cjs', 'syntaxes/syncrule.tmLanguage.json', 'LICENSE']) {
        expect(names.toLowerCase(), name).toContain(`extension/${name.toLowerCase()}`);
      }
      copyFileSync(join(extension, 'dist', 'server.cjs'), join(directory, 'server.cjs'));
      const answer = talk(join(directory, 'server.cjs'));
      expect(answer.stdout).toContain('completionProvider');
      expect(answer.stdout).toContain('textDocument/publishDiagnostics');
      expect(answer.status).toBe(0);
      expect(answer.stderr).toBe('');
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

/** A whole conversation with a server that has nothing beside it: opened, checked, shut down. */
const talk = (server: string) => {
  const textDocument = { uri: 'file:///nowhere/a.syncrule', languageId: 'syncrule', version: 1, text: 'rule {' };
  const now = [
    { id: 1, method: 'initialize', params: { processId: null, capabilities: {}, rootUri: null } },
    { method: 'initialized', params: {} },
    { method: 'textDocument/didOpen', params: { textDocument } },
  ];
  const later = [{ id: 2, method: 'shutdown' }, { method: 'exit' }];
  const script = `
    const child = require('node:child_process').spawn(process.execPath, [${JSON.stringify(server)}, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let seen = '';
    child.stdout.on('data', (data) => {
      process.stdout.write(data);
      const before = seen;
      seen += data;
      if (!before.includes('publishDiagnostics') && seen.includes('publishDiagnostics')) child.stdin.write(${JSON.stringify(later.map(framed).join(''))});
    });
    child.on('exit', (code) => process.exit(code ?? 9));
    child.stdin.write(${JSON.stringify(now.map(framed).join(''))});`;
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 60_000 });
};

const framed = (message: object): string => {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};
