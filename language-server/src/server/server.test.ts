// The server over JSON-RPC, as an editor talks to it: every announced capability answers, and says what the compiler says.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { exampleWorld } from '@syncrule/compiler/docs';
import { lineAndColumn } from '@syncrule/compiler/source';
import { compileProgram, diskHost, readProgram } from '@syncrule/compiler/workspace';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { PRELUDE } from '../testing.js';
import { CAPABILITIES, serve } from './server.js';

const RULES = `rule r from hr.person to person {
  join employeeNumber == mv.employeeId
  project
  employeeId <- employeeNumber
  sn   <-   trim(sn)
}
`;

let directory = '';
let client: ProtocolConnection;
let toServer: PassThrough;
let published: Map<string, PublishDiagnosticsParams['diagnostics']>;
const waiting: (() => void)[] = [];

const path = (name: string): string => join(directory, name);
const uri = (name: string): string => pathToFileURL(path(name)).href;
const write = (name: string, text: string): void => {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), text);
};

beforeEach(async () => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'syncrule-editor-')));
  for (const [name, text] of Object.entries({ ...exampleWorld, 'prelude.syncrule': PRELUDE, 'test.syncrule': RULES })) {
    write(name, text);
  }
  published = new Map();
  toServer = new PassThrough();
  const toClient = new PassThrough();
  serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
  client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params.diagnostics);
    for (const done of waiting.splice(0)) done();
  });
  client.listen();
  const initialized = await client.sendRequest('initialize', {
    processId: null,
    capabilities: {},
    workspaceFolders: [{ uri: pathToFileURL(directory).href, name: 'program' }],
  });
  expect(initialized).toEqual({ capabilities: CAPABILITIES, serverInfo: { name: 'syncrule' } });
  await client.sendNotification('initialized', {});
});

afterEach(() => {
  client.dispose();
  rmSync(directory, { recursive: true, force: true });
});

const open = async (name: string, text = readFileSync(path(name), 'utf8')): Promise<void> => {
  const textDocument = { uri: uri(name), languageId: 'syncrule', version: 1, text };
  await client.sendNotification('textDocument/didOpen', { textDocument });
};

const change = async (name: string, text: string): Promise<void> => {
  const textDocument = { uri: uri(name), version: 2 };
  await client.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
};

/** Waits until what is published for a file satisfies. */
const until = async (name: string, satisfies: (codes: readonly string[]) => boolean): Promise<readonly string[]> => {
  for (;;) {
    const codes = published.get(uri(name))?.map(({ code }) => String(code));
    if (codes !== undefined && satisfies(codes)) return codes;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
};

const at = (line: number, character: number, name = 'test.syncrule') => ({
  textDocument: { uri: uri(name) },
  position: { line, character },
});

describe('the server', () => {
  it.each<[what: string, text: string]>([
    ['a program without errors', RULES],
    ['an unknown name', RULES.replace('trim(sn)', 'trim(surname)')],
    ['a text that does not parse', 'rule {{ from "\n'],
    ['several errors in several files', 'metaverse person { a: strin }\nrule x from hr.persn to person { sn <- 1 }'],
  ])('publishes what `rulec validate` says of %s', async (_, text) => {
    write('test.syncrule', text);
    const expected = compileProgram(readProgram(diskHost(directory))).diagnostics.map(
      ({ code, severity, location }) => {
        const { line, column } = lineAndColumn(location.file, location.span.start);
        return [location.file.path, line - 1, column - 1, code, ['', 'error', 'warning', '', 'hint'].indexOf(severity)];
      },
    );
    await open('test.syncrule');
    for (const name of new Set(['test.syncrule', ...expected.map(([file]) => String(file))]))
      await until(name, () => true);
    const files = ['hr.json', 'corp.json', 'prelude.syncrule', 'test.syncrule', 'world.syncrule'];
    const found = files.flatMap((name) =>
      (published.get(uri(name)) ?? []).map(({ range, code, severity }) => [
        name,
        range.start.line,
        range.start.character,
        code,
        severity,
      ]),
    );
    expect(found.map(String).sort()).toEqual(expected.map(String).sort());
  });

  it('checks what is being typed, not what is saved, and takes findings back', async () => {
    await open('test.syncrule');
    await until('test.syncrule', (codes) => codes.length === 0);
    await change('test.syncrule', RULES.replace('trim(sn)', 'nobody'));
    await until('test.syncrule', (codes) => codes.length > 0);
    await change('test.syncrule', RULES);
    await until('test.syncrule', (codes) => codes.length === 0);
  });

  it('checks again when a schema changes on disk, and says what is wrong in it', async () => {
    await open('test.syncrule');
    await until('test.syncrule', (codes) => codes.length === 0);
    write('hr.json', (exampleWorld['hr.json'] ?? '').replaceAll('employeeNumber', 'number'));
    await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('hr.json'), type: 2 }] });
    await until('test.syncrule', (codes) => codes.length > 0);
    write('hr.json', '{ nothing');
    await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('hr.json'), type: 2 }] });
    await until('hr.json', (codes) => codes.length > 0);
  });

  it('answers everything that it announces', async () => {
    await open('test.syncrule');
    const document = { textDocument: { uri: uri('test.syncrule') } };
    const answers: Readonly<Record<string, unknown>> = {
      completionProvider: await client.sendRequest('textDocument/completion', at(4, 17)),
      hoverProvider: await client.sendRequest('textDocument/hover', at(4, 13)),
      signatureHelpProvider: await client.sendRequest('textDocument/signatureHelp', at(4, 17)),
      definitionProvider: await client.sendRequest('textDocument/definition', at(4, 17)),
      documentSymbolProvider: await client.sendRequest('textDocument/documentSymbol', document),
      documentFormattingProvider: await client.sendRequest('textDocument/formatting', {
        ...document,
        options: { tabSize: 2, insertSpaces: true },
      }),
      codeActionProvider: await client.sendRequest('textDocument/codeAction', {
        ...document,
        range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
        context: { diagnostics: [] },
      }),
    };
    expect(
      Object.keys(CAPABILITIES)
        .filter((name) => name.endsWith('Provider'))
        .sort(),
    ).toEqual(Object.keys(answers).sort());
    expect(answers.completionProvider).toContainEqual(expect.objectContaining({ label: 'birthName' }));
    expect(answers.hoverProvider).toMatchObject({ contents: { value: expect.stringContaining('trim(') } });
    expect(answers.signatureHelpProvider).toMatchObject({
      signatures: [{ label: 'trim(t: string): string', parameters: [{ label: 't: string' }] }],
      activeParameter: 0,
    });
    expect(answers.definitionProvider).toMatchObject({ uri: uri('hr.json') });
    expect(answers.documentSymbolProvider).toMatchObject([{ name: 'r' }]);
    expect(answers.documentFormattingProvider).toMatchObject([{ newText: expect.stringContaining('<- trim(sn)') }]);
    expect(answers.codeActionProvider).toEqual([]);
  });

  it('offers a fix with the edit that mends the program', async () => {
    const text = RULES.replace('trim(sn)', 'hr.sn').replace(
      'employeeId <- employeeNumber',
      'employeeId <- cs.employeeNumber',
    );
    await open('test.syncrule', text);
    const actions = await client.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uri('test.syncrule') },
      range: { start: { line: 3, character: 0 }, end: { line: 3, character: 40 } },
      context: { diagnostics: [] },
    });
    expect(actions).toMatchObject([
      { kind: 'quickfix', edit: { changes: { [uri('test.syncrule')]: [{ newText: expect.any(String) }] } } },
    ]);
  });

  it('answers with an error where it cannot, and goes on', async () => {
    await open('test.syncrule');
    await expect(client.sendRequest('textDocument/hover', {})).rejects.toThrow();
    await expect(client.sendRequest('textDocument/nonsense', {})).rejects.toThrow();
    expect(await client.sendRequest('textDocument/hover', at(4, 13))).not.toBeNull();
    expect(await client.sendRequest('textDocument/hover', at(0, 0, 'nowhere.syncrule'))).toBeNull();
  });

  it('says nothing more once it was told to stop, or the client is gone', async () => {
    await open('test.syncrule', 'rule {');
    await client.sendRequest('shutdown');
    toServer.end();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(published.size).toBe(0);
  });
});
