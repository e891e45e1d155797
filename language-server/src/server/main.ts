// Starts the server over what its parent asks for: `--stdio`, `--node-ipc`, `--socket=PORT`.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.js';

/** A client that goes without a word must not end the server in the middle of a sentence. */
const isGone = (error: NodeJS.ErrnoException): boolean =>
  ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(error.code ?? '');

process.stdout.on('error', (error) => {
  if (isGone(error)) process.exit(1);
  throw error;
});

serve(createConnection(ProposedFeatures.all));
