// The layout of the repository as data: which folder may import which. What is not listed is not allowed.

/** Folders of ours that the code of a folder may import, besides itself. */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  // What executes a plan, from the ground up. It imports no other package.
  'runtime/plan': [],
  'runtime/values': ['runtime/plan'],
  'runtime/functions': ['runtime/plan', 'runtime/values'],
  'runtime/expressions': ['runtime/functions', 'runtime/plan', 'runtime/values'],
  'runtime/store': ['runtime/plan', 'runtime/values'],
  'runtime/logging': [],
  'runtime/connectors': ['runtime/plan', 'runtime/values'],
  'runtime/engine': ['runtime/expressions', 'runtime/functions', 'runtime/plan', 'runtime/store', 'runtime/values'],
  'runtime/explain': ['runtime/engine', 'runtime/expressions', 'runtime/plan', 'runtime/store', 'runtime/values'],
  'runtime/runs': [
    'runtime/connectors',
    'runtime/engine',
    'runtime/logging',
    'runtime/plan',
    'runtime/store',
    'runtime/values',
  ],
  'runtime/preview': ['runtime/engine', 'runtime/plan', 'runtime/runs', 'runtime/store', 'runtime/values'],
  'runtime/serving': ['runtime/logging', 'runtime/runs'],
  'runtime/config': ['runtime/connectors', 'runtime/logging', 'runtime/plan', 'runtime/runs', 'runtime/serving'],
  // Scripts for shells, for both commands.
  'runtime/completion': [],
  'runtime/cli': [
    'runtime/completion',
    'runtime/config',
    'runtime/connectors',
    'runtime/engine',
    'runtime/explain',
    'runtime/logging',
    'runtime/plan',
    'runtime/preview',
    'runtime/runs',
    'runtime/serving',
    'runtime/store',
    'runtime/values',
  ],

  // What turns rules into a plan. Of the runtime it knows the plan, the values and the functions; tests run the engine.
  'compiler/source': [],
  'compiler/diagnostics': ['compiler/source'],
  'compiler/syntax': ['compiler/diagnostics', 'compiler/source'],
  'compiler/format': ['compiler/diagnostics', 'compiler/source', 'compiler/syntax'],
  'compiler/schema': ['compiler/diagnostics', 'compiler/source', 'runtime/plan'],
  'compiler/semantics': [
    'compiler/diagnostics',
    'compiler/schema',
    'compiler/source',
    'compiler/syntax',
    'runtime/functions',
    'runtime/plan',
    'runtime/values',
  ],
  'compiler/agreement': [
    'compiler/diagnostics',
    'compiler/semantics',
    'compiler/source',
    'compiler/syntax',
    'runtime/plan',
    'runtime/values',
  ],
  // Above agreement: what compiles and is suspicious. The catalogue puts the codes of all folders together.
  'compiler/lint': [
    'compiler/agreement',
    'compiler/diagnostics',
    'compiler/semantics',
    'compiler/source',
    'compiler/syntax',
    'runtime/functions',
    'runtime/plan',
  ],
  'compiler/catalogue': ['compiler/diagnostics', 'compiler/lint'],
  'compiler/plan': ['compiler/semantics', 'runtime/plan'],
  'compiler/workspace': [
    'compiler/agreement',
    'compiler/catalogue',
    'compiler/diagnostics',
    'compiler/lint',
    'compiler/plan',
    'compiler/schema',
    'compiler/semantics',
    'compiler/source',
    'compiler/syntax',
    'runtime/plan',
  ],
  // The compiler runs the engine for one thing only: the tests of a program.
  'compiler/tests': [
    'compiler/diagnostics',
    'compiler/semantics',
    'compiler/source',
    'compiler/syntax',
    'runtime/connectors',
    'runtime/engine',
    'runtime/explain',
    'runtime/expressions',
    'runtime/plan',
    'runtime/runs',
    'runtime/store',
    'runtime/values',
  ],
  // A plan for people: as text, as pictures.
  'compiler/view': ['runtime/plan', 'runtime/values'],
  'compiler/graph': ['compiler/view', 'runtime/plan'],
  'compiler/diff': ['compiler/view', 'runtime/plan', 'runtime/values'],
  'compiler/site': [
    'compiler/graph',
    'compiler/semantics',
    'compiler/source',
    'compiler/view',
    'compiler/workspace',
    'runtime/plan',
    'runtime/values',
  ],
  'compiler/docs': ['compiler/catalogue', 'compiler/diagnostics', 'runtime/functions', 'runtime/plan'],
  'compiler/cli': [
    'compiler/agreement',
    'compiler/catalogue',
    'compiler/diagnostics',
    'compiler/diff',
    'compiler/docs',
    'compiler/format',
    'compiler/graph',
    'compiler/site',
    'compiler/source',
    'compiler/syntax',
    'compiler/tests',
    'compiler/workspace',
    'runtime/completion',
    'runtime/functions',
    'runtime/plan',
  ],
};

/** Between packages: no folder of the first imports one of another than these. */
export const PACKAGE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  runtime: [],
  compiler: ['runtime'],
  'language-server': ['compiler', 'runtime'],
  // The words that it colours are those of the compiler's lexer.
  'vscode-extension': ['language-server', 'compiler'],
  test: ['runtime', 'compiler', 'language-server'],
};

/** Folders whose insides nobody else imports, though the folder itself may be: the engine knows the port of stores only. */
export const PORTS: readonly { readonly from: string; readonly forbidden: RegExp; readonly because: string }[] = [
  {
    from: 'runtime/engine',
    forbidden: /^runtime\/src\/store\/\w+\//,
    because: 'a second store must be possible without touching the engine',
  },
  {
    from: 'runtime/runs',
    forbidden: /^runtime\/src\/(?:store\/sqlite|connectors\/(?:csv|ldif|ldap))\//,
    because: 'runs know ports, not the systems behind them',
  },
];

/** Parts of Node that are no IO. */
export const PURE_PARTS: readonly string[] = ['node:crypto'];

/** Packages that compute and do nothing else, by the folder that may import them. */
export const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'runtime/plan': ['ajv'],
  // Tables of scripts and of numbering plans.
  'runtime/functions': ['any-ascii', 'libphonenumber-js/max'],
};

/** Files longer than a file should be. Splitting one takes it from this list; nothing is added to it. */
export const LONG_FILES: Readonly<Record<string, number>> = {
  'compiler/src/syntax/tree.ts': 420,
  'runtime/src/connectors/ldap/connector.test.ts': 470,
};

/** Casts that say nothing about a value, each with its reason. */
export const BLIND_CASTS: Readonly<Record<string, string>> = {
  'runtime/src/connectors/ldap/wire.ts': 'private members of the LDAP client; a test fails when they are not there',
};

/** Packages whose folders have no arrows of their own here. */
export const PACKAGES_WITHOUT_TABLE: readonly string[] = ['language-server', 'vscode-extension', 'test'];
