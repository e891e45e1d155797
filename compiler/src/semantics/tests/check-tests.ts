// Checks the tests of a program (section 10).
import type { PlanParam } from '@syncrule/runtime/plan';
import { namesDiagnostics } from '../../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { TestDeclaration, TestStep } from '../../syntax/index.js';
import { constantOf } from '../constants.js';
import { describeType } from '../expressions/index.js';
import type { Report } from '../findings.js';
import { fixedText } from '../fixed-text.js';
import { meant } from '../nearest-name.js';
import type { Declared, SourceTree } from '../tables.js';
import type { World } from '../world.js';
import { at, report, type TestContext, TestObjects } from './context.js';
import type { CheckedStep, CheckedTest } from './model.js';
import { changeStep, expectStep, givenStep, removeStep } from './steps.js';
import { readsTime } from './time.js';

const reportName = diagnosticsOf(namesDiagnostics);

/** The tests of a program, in the order of files and places. Steps that are wrong are left out of them. */
export const checkTests = (trees: readonly SourceTree[], world: World, to: Report): readonly CheckedTest[] => {
  const needsTime = readsTime(world.tables);
  const tests = trees.flatMap(({ file, tree }) =>
    tree.declarations.flatMap((declaration) => (declaration.kind === 'test' ? [{ declaration, file }] : [])),
  );
  reportMissingParams(tests, world, to);
  return tests.map((test) => checkTest(test, { world, needsTime, to }));
};

interface Options {
  readonly world: World;
  readonly needsTime: boolean;
  readonly to: Report;
}

const checkTest = (
  { declaration, file }: Declared<TestDeclaration>,
  { world, needsTime, to }: Options,
): CheckedTest => {
  const context: TestContext = { world, file, to, objects: new TestObjects() };
  const { title, steps, span } = declaration;
  const params = paramsOf(steps, context);
  if (needsTime && steps.find(({ kind }) => kind !== 'param')?.kind !== 'at' && steps.length > 0)
    to(report('SR6002', at(context, title.span), {}));
  const clock = new Clock(context);
  const checked = steps.flatMap((step) => checkStep(step, clock, context) ?? []);
  return { title: fixedText(title) ?? '', file, span, params, steps: checked };
};

const checkStep = (step: TestStep, clock: Clock, context: TestContext): CheckedStep | undefined => {
  switch (step.kind) {
    case 'param':
      return undefined;
    case 'at':
      return clock.step(step);
    case 'given':
      return givenStep(step, context);
    case 'change':
      return changeStep(step, context);
    case 'remove':
      return removeStep(step, context);
    case 'expect':
      return expectStep(step, context);
  }
};

type ParamStep = Extract<TestStep, { kind: 'param' }>;

const paramsOf = (steps: readonly TestStep[], context: TestContext): readonly PlanParam[] => {
  const params = new Map<string, PlanParam>();
  let isBeginning = true;
  for (const step of steps) {
    if (step.kind !== 'param') {
      isBeginning = false;
      continue;
    }
    if (!isBeginning) context.to(report('SR6013', at(context, step.span), {}));
    const param = paramOf(step, context);
    if (param !== undefined && params.has(param.name))
      context.to(
        reportName('SR3001', at(context, step.name.span), { what: 'parameter of this test', name: param.name }),
      );
    if (param !== undefined) params.set(param.name, param);
  }
  return [...params.values()];
};

const paramOf = ({ name, value }: ParamStep, context: TestContext): PlanParam | undefined => {
  const type = context.world.paramTypes.get(name.text);
  if (type === undefined) {
    const isKnown = name.text === '' || context.world.tables.find('param', name.text) !== undefined;
    const location = at(context, name.span);
    const extras = meant(location, name.text, context.world.paramTypes.keys());
    if (!isKnown) context.to(reportName('SR3004', location, { what: 'parameter', name: name.text }, extras));
    return undefined;
  }
  const reading = constantOf(value, type);
  if (reading.kind === 'constant') return { name: name.text, type, value: reading.value };
  if (reading.kind === 'wrong') {
    const values = { expected: describeType(type), found: reading.found };
    context.to(report('SR6004', at(context, (reading.at ?? value).span), values));
  }
  return undefined;
};

/** A parameter that has no default, once: at the first of the tests that give it no value. */
const reportMissingParams = (
  tests: readonly Declared<TestDeclaration>[],
  { tables, paramTypes }: World,
  to: Report,
) => {
  for (const { declaration } of tables.all('param')) {
    const { name, value } = declaration;
    if (value !== undefined || !paramTypes.has(name.text)) continue;
    const [first, ...others] = tests.filter((test) => !gives(test.declaration, name.text));
    if (first === undefined) continue;
    const location = { file: first.file, span: first.declaration.title.span };
    const notes = others.length === 0 ? [] : [`neither do ${others.length} other tests`];
    to(report('SR6011', location, { name: name.text }, { notes }));
  }
};

const gives = ({ steps }: TestDeclaration, param: string): boolean =>
  steps.some((step) => step.kind === 'param' && step.name.text === param);

const DAY = 86_400_000;

/** The time of a test, which goes forward. */
class Clock {
  #now: number | undefined;

  constructor(private readonly context: TestContext) {}

  step({ time, span }: Extract<TestStep, { kind: 'at' }>): CheckedStep | undefined {
    if (time.kind !== 'date' && time.kind !== 'instant') return undefined;
    const now = time.kind === 'date' ? time.value * DAY : time.value;
    if (this.#now !== undefined && now < this.#now) {
      const values = { before: new Date(this.#now).toISOString(), found: `\`${time.text}\`` };
      this.context.to(report('SR6001', at(this.context, time.span), values));
      return undefined;
    }
    this.#now = now;
    return { kind: 'at', time: now, span };
  }
}
