// The extension: starts the language server that is packed beside it, and stops it.
import { join } from 'node:path';
import { commands, type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

export const activate = async (context: ExtensionContext): Promise<void> => {
  const run = { module: context.asAbsolutePath(join('dist', 'server.cjs')), transport: TransportKind.ipc };
  client = new LanguageClient(
    'syncrule',
    'Syncrule',
    { run, debug: run },
    {
      documentSelector: [{ language: 'syncrule', scheme: 'file' }],
      // Rules and schemas may change outside of the editor, and schemas are edited in it.
      synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.{syncrule,json}') },
    },
  );
  const restart = commands.registerCommand('syncrule.restart', () => client?.restart());
  context.subscriptions.push(restart);
  await client.start();
};

export const deactivate = async (): Promise<void> => {
  await client?.stop();
};
