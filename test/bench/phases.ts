// `node test/dist/bench/phases.js DIR`: the phases of `rulec check`, timed in a process of their own; prints JSON.
import { agree } from '@syncrule/compiler/agreement';
import { lint, subjectOf } from '@syncrule/compiler/lint';
import { assemble } from '@syncrule/compiler/plan';
import { checkProgram } from '@syncrule/compiler/semantics';
import { parse } from '@syncrule/compiler/syntax';
import { diskHost, readProgram } from '@syncrule/compiler/workspace';
import type { Spent } from './spent.js';

const timed: Record<string, Spent> = {};

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const phase = <T>(name: string, work: () => T): T => {
  const [start, startCpu] = [performance.now(), cpu()];
  const result = work();
  timed[name] = { wall: Math.round(performance.now() - start), cpu: Math.round(cpu() - startCpu) };
  return result;
};

const directory = process.argv[2];
if (directory === undefined) throw new Error('expected a directory');
timed.load = { wall: Math.round(performance.now()), cpu: Math.round(cpu()) };
const program = phase('read', () => readProgram(diskHost(directory)));
const trees = phase('parse', () => program.files.map(parse));
const checked = phase('check', () => checkProgram({ ...program, trees }));
const agreement = phase('agree', () => agree(checked.program));
const findings = phase('lint', () =>
  lint(subjectOf({ program: checked.program, parsed: trees, symbols: checked.symbols, agreement })),
);
const plan = phase('assemble', () => assemble(checked.program, agreement.metaverse));
const errors = [...checked.diagnostics, ...agreement.diagnostics].filter(({ severity }) => severity === 'error');
if (errors.length > 0) throw new Error(`bug: the program has errors: ${errors[0]?.code} ${errors[0]?.message}`);
const flows = plan.rules.reduce((count, rule) => count + rule.flows.length, 0);
const cpuOfAll = Math.round(cpu());
console.log(JSON.stringify({ timed, cpuOfAll, rules: plan.rules.length, flows, findings: findings.length }));
