// The demonstration: a day at Lindqvist Instruments. HR and the telephone system flow through the metaverse into a
// directory; then HR changes, and every change that follows is shown with the rule and the line that caused it.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProgram, diskHost, readProgram } from '@syncrule/compiler/workspace';
import { loadConfig, openConfigured } from '@syncrule/runtime/config';
import { planText } from '@syncrule/runtime/plan';
import { DEFAULT_GUARDS, openSpace, runSteps } from '@syncrule/runtime/runs';
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';
import { stagedChanges } from './demo/changes.mjs';
import { editHr, mendHr } from './demo/edits.mjs';
import { check, heading, line, list, note, paint } from './demo/words.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Where it happens: a folder that git does not see, or the one that is given. It is emptied first. */
const directory = resolve(process.argv[2] ?? join(root, '.syncrule', 'demo'));

const IMPORTS = [
  { import: 'hr', mode: 'full' },
  { import: 'phones', mode: 'full' },
  { import: 'corp', mode: 'full' },
];
/** It begins a month and a day before now, so that it ends when the account of whoever has left is deleted. */
const MONTH = 31 * 86_400_000;

const CONFIRM = [{ export: 'corp' }, { import: 'corp', mode: 'full' }, { sync: 'delta' }];

/** A fresh copy of the program and its data. */
const prepare = () => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  cpSync(join(root, 'rules', 'hr-to-directory'), directory, { recursive: true });
};

const compile = () => {
  const { plan, diagnostics } = compileProgram(readProgram(diskHost(directory)));
  check(plan !== undefined && diagnostics.length === 0, 'the program compiles without a finding');
  writeFileSync(join(directory, 'plan.json'), planText(plan));
  return plan;
};

/** Runs steps and prints a line for each, with the counts of the field. */
const cycle = async (runtime, steps) => {
  const totals = new Map();
  await runSteps(runtime, steps, (report) => {
    check(report.status === 'success', `${JSON.stringify(report.step)} succeeds: ${JSON.stringify(report)}`);
    const counts = Object.entries(report.statistics).flatMap(([where, names]) =>
      Object.entries(names).map(([name, n]) => [where, name, n]),
    );
    for (const [, name, n] of counts) totals.set(name, (totals.get(name) ?? 0) + n);
    list(stepWords(report.step), countWords(counts, 'sync' in report.step));
    if (report.message !== undefined) line('', paint.yellow(report.message));
  });
  return (name) => totals.get(name) ?? 0;
};

const stepWords = (step) =>
  'import' in step ? `import ${step.import}` : 'export' in step ? `export ${step.export}` : 'synchronise';

/** What the reader wants to know; the rest is in `syncrule status`. */
const countWords = (counts, ofSeveral) =>
  counts
    .filter(([, name]) => !['mv-flow', 'connector-flow', 'export-waiting'].includes(name))
    .map(([where, name, n]) => `${paint.bold(String(n))} ${name}${ofSeveral ? ` ${paint.dim(where)}` : ''}`);

const main = async () => {
  const started = Date.now();
  prepare();
  heading('Syncrule', 'people and groups of an invented company: HR and telephones (CSV) to a directory (LDIF)');
  const plan = compile();
  line(
    'compile',
    `${paint.bold(String(plan.rules.length))} rules, checked against the schemas of ${plan.connectors.length} connectors; plan ${plan.hash.slice(0, 12)}`,
  );

  const config = await loadConfig('syncrule.config.json', directory);
  mkdirSync(join(directory, '.syncrule'), { recursive: true });
  const store = await openSqliteStore({ file: join(directory, '.syncrule', 'space.db') });
  let past = MONTH;
  const runtime = {
    ...(await openSpace(plan, store)),
    connect: (name) => openConfigured(config, name, process.env),
    clock: () => Date.now() - past,
    guards: DEFAULT_GUARDS,
  };

  heading('First cycle', 'what HR and the telephone system know reaches the directory');
  const first = await cycle(runtime, [...IMPORTS, { sync: 'delta' }, ...CONFIRM]);
  check(
    first('projected') === 279 && first('export-add') === 267,
    'everybody is projected, and who has no account gets one',
  );

  heading('Second cycle', 'nothing has happened, so nothing happens');
  const second = await cycle(runtime, [...IMPORTS, { sync: 'delta' }, { export: 'corp' }]);
  check(
    ['projected', 'provisioned-add', 'export-add', 'export-update', 'export-rename', 'export-delete'].every(
      (name) => second(name) === 0,
    ),
    'the second cycle changes nothing',
  );

  heading('HR changes five rows', 'a joiner, a mover, a leaver, a new name, and a row that nobody can read');
  const people = join(directory, 'data', 'people.csv');
  for (const [what, before, after] of editHr(people)) note(what, before, after);
  await cycle(runtime, [{ import: 'hr', mode: 'full' }, { sync: 'delta' }]);
  const errors = await store.errors({ origin: 'import' });
  for (const { error } of errors) line(paint.red('row fault'), `${error.detail?.where}: ${error.message}`);
  check(errors.length > 0, 'the broken row is reported');

  heading('What that stages', 'each change with the rule and the line that caused it');
  const changes = await stagedChanges(runtime.space, plan);
  print(changes.blocks);
  check(
    changes.adds === 1 && changes.updates === 5,
    'the joiner gets an account, the mover and the new name are followed, in the departments too',
  );
  check(changes.deletes === 0, 'while a row cannot be read, nobody is deleted: it might be the leaver');
  line(paint.yellow('no deletion'), 'the row that cannot be read could be the leaver: absence proves nothing yet');
  await expectStop(runtime);

  heading('HR mends the row', 'now the leaver is known to have left, and is set aside for a month');
  mendHr(people);
  await cycle(runtime, [{ import: 'hr', mode: 'full' }, { sync: 'delta' }]);
  const leaving = await stagedChanges(runtime.space, plan);
  print(leaving.blocks.filter((block) => !changes.blocks.includes(block)));
  check(leaving.deletes === 0 && leaving.adds === 1, 'the account is set aside, and nobody is deleted');
  const confirmed = await cycle(runtime, CONFIRM);
  check(confirmed('exported-change-not-reimported') === 0, 'the directory did all that it was asked');

  heading('A month later', 'nothing was imported: only time has passed');
  past = 0;
  await cycle(runtime, [{ sync: 'delta' }]);
  const gone = await stagedChanges(runtime.space, plan);
  print(gone.blocks);
  check(gone.deletes === 1 && gone.adds + gone.updates === 0, 'one account goes');
  await cycle(runtime, CONFIRM);

  await store.close();
  farewell(Date.now() - started);
};

const print = (blocks) => {
  for (const block of blocks) process.stdout.write(`${block}\n`);
};

/** A member would leave a group while a row cannot be read: the guard lets nothing through. */
const expectStop = async (runtime) => {
  const [report] = await runSteps(runtime, [{ export: 'corp' }]);
  check(report.status === 'stopped-by-guard', 'nothing is sent while something would be taken away in doubt');
  line(paint.yellow('guard'), report.message.split(' Look first')[0]);
};

/** Where everything is, and what to try there. */
const farewell = (milliseconds) => {
  const here = relative(process.cwd(), directory) || '.';
  const syncrule = (...words) => `npx syncrule --config ${join(here, 'syncrule.config.json')} ${words.join(' ')}`;
  heading(
    'Done',
    `in ${(milliseconds / 1000).toFixed(1)} s; the files are in ${here}, the rules in rules/hr-to-directory`,
  );
  line('why moved', paint.bold(syncrule('why', 'corp.user:1012', 'dn')));
  line('the whole', paint.bold(syncrule('show', 'person:1261')));
  line('once more', paint.bold(syncrule('run')));
  process.stdout.write('\n');
};

main().catch((error) => {
  process.stderr.write(
    `${paint.red('The demonstration failed:')} ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
