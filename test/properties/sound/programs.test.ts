// Soundness: a program that the checker accepts raises no type error on any objects, and leaves no value of another type
// than the declared one, nor nothing where a value was proven: generated programs over generated schemas, run by the
// engine over generated objects, there and back again. What flows give is heard one by one.
import { compileProgram, memoryHost, readProgram } from '@syncrule/compiler/workspace';
import { catalogue } from '@syncrule/runtime/functions';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recordsOf } from '../../support/snapshot.js';
import { World } from '../../support/world.js';
import { FORM_NAMES } from './expressions.js';
import { type Heard, judgeFlows } from './flows.js';
import { type Judgement, judge } from './judge.js';
import { populate } from './objects.js';
import { programOf } from './programs.js';
import { type Schemas, schemaFiles, schemasOf } from './schemas.js';
import { Tape } from './tape.js';

const RUNS = Math.max(50, Number(process.env.SYNCRULE_HISTORIES ?? 0));
const SEED = Number(process.env.SYNCRULE_SEED ?? 7);
const NOON = Date.parse('2026-03-31T12:00:00Z');
const DAY = 86_400_000;

const compiled = (text: string, schemas: Schemas) => {
  const files = Object.entries(schemaFiles(schemas)).map(([name, file]) => [
    `schemas/${name}.json`,
    JSON.stringify(file),
  ]);
  const host = memoryHost({ ...Object.fromEntries(files), 'a.syncrule': text });
  return compileProgram(readProgram(host), { withoutLints: true });
};

interface Judged {
  readonly state: Judgement;
  readonly flows: Heard;
}

/** Two days of an installation: import, synchronisation, export, each judged as it leaves the store. */
const run = async (tape: Tape, schemas: Schemas, text: string): Promise<readonly Judged[] | undefined> => {
  const compilation = compiled(text, schemas);
  const { plan } = compilation;
  if (plan === undefined) return undefined;
  const world = await World.open(plan, schemaFiles(schemas));
  try {
    populate(tape, schemas, world);
    const judgements: Judged[] = [];
    for (const at of [NOON, NOON + DAY]) {
      await world.import(at);
      await world.sync(at);
      const records = await recordsOf(world.store);
      judgements.push({
        state: judge(compilation, plan, records, world.layouts),
        flows: await judgeFlows(compilation, world, records, at),
      });
      await world.export(at);
    }
    return judgements;
  } finally {
    await world.close();
  }
};

/** What programs have besides expressions. */
const CLAUSES = [
  ...['outcome', 'same', 'once', 'merge', 'required', 'read through', 'include', 'prefer', 'several types'],
  ...['from an account', 'account', 'unique in a rule', 'bit'],
];

const tapes = fc.array(fc.nat(0xffffff), { minLength: 4500, maxLength: 5000, size: 'max' });

it('an accepted program has its types and its presences in the engine', { timeout: 3_600_000 }, async () => {
  const used = new Map<string, number>();
  const seen = { programs: 0, accepted: 0, values: 0, proven: 0, given: 0, absent: 0 };
  await fc.assert(
    fc.asyncProperty(tapes, async (numbers) => {
      const tape = new Tape(numbers);
      const schemas = schemasOf(tape);
      const text = programOf(tape, schemas);
      const judgements = await run(tape, schemas, text).catch((cause: unknown) => {
        throw new Error(`the engine fails at\n${text}`, { cause });
      });
      seen.programs += 1;
      if (judgements === undefined) return;
      seen.accepted += 1;
      for (const [form, count] of tape.used) used.set(form, (used.get(form) ?? 0) + count);
      for (const { state, flows } of judgements) {
        expect([...state.faults, ...flows.faults], text).toEqual([]);
        seen.values += state.values;
        seen.proven += state.proven;
        seen.given += flows.proven;
        seen.absent += flows.absent;
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
  // The generator makes what the checker accepts, and of every form a good number.
  expect(seen.accepted).toBeGreaterThan(0.9 * seen.programs);
  expect(seen.values).toBeGreaterThan(40 * seen.accepted);
  expect(seen.proven).toBeGreaterThan(3 * seen.accepted);
  expect(seen.given).toBeGreaterThan(8 * seen.accepted);
  expect(seen.absent).toBeGreaterThan(5 * seen.accepted);
  for (const form of [...FORM_NAMES, ...CLAUSES]) expect(used.get(form) ?? 0, form).toBeGreaterThan(5);
  const functions = [...catalogue.keys()].filter((name) => used.has(`function ${name}`));
  expect(functions.length).toBeGreaterThan(0.9 * catalogue.size);
});

it('an `every` may look by a `let` that reads the account', async () => {
  const attribute = { always: false, required: false, matching: 'exact' } as const;
  const id = { ...attribute, name: 'id', type: { scalar: 'string', many: false } } as const;
  const friends = (to: string) => ({ ...attribute, name: 'q1', type: { scalar: 'ref', many: true, to } }) as const;
  const schemas: Schemas = {
    hrPerson: { name: 'hr.person', attributes: [id] },
    hrWorker: { name: 'hr.worker', attributes: [id] },
    hrUnit: { name: 'hr.unit', attributes: [id] },
    corpUser: { name: 'corp.user', attributes: [id, friends('corp.user')] },
    person: { name: 'person', attributes: [id] },
    unit: { name: 'unit', attributes: [id] },
  };
  const text = `
connector hr { schema "schemas/hr.json" }
connector corp { schema "schemas/corp.json" }
metaverse person { id: string exact }
rule people from hr.person to person { project  id <- id }
rule accounts from person to corp.user {
  scope id is present
  join id == cs.id
  provision
  deprovision delete
  let known = cs.id ?? id
  id <- id
  dn <- "CN=\${id},OU=P"
  q1 <- every person p where p.id == known
}`;
  const judgements = await run(new Tape([]), schemas, text);
  expect(judgements?.flatMap(({ state, flows }) => [...state.faults, ...flows.faults])).toEqual([]);
  expect(judgements?.[0]?.state.values).toBeGreaterThan(8);
});
