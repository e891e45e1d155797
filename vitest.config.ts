import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  // Tests run on the sources: a folder of a package is its index.ts.
  resolve: {
    alias: [
      { find: /^@syncrule\/(runtime|compiler|language-server)\/(.+)$/, replacement: `${root}$1/src/$2/index.ts` },
    ],
  },
  test: {
    include: ['{runtime,compiler,language-server,vscode-extension}/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
