import { defineConfig } from 'vitest/config';

// Tests run on the sources: packages find each other through the `syncrule-source` condition of their `exports`.
const conditions = ['syncrule-source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{runtime,compiler,language-server,vscode-extension}/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
