// Patterns as programs of a machine with many threads (Thompson; Pike): each character is looked at once by each of them.
import { type Assertion, type CharacterTest, PatternFault, type PatternNode } from './tree.js';

export type Instruction =
  | { readonly op: 'character'; readonly test: CharacterTest }
  | { readonly op: 'assertion'; readonly assertion: Assertion }
  /** Goes on in two places, the first preferred. */
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'match' };

export type Program = readonly Instruction[];

/** The work for a character is proportional to the length of the program. */
const LONGEST = 3000;

export function programOf(node: PatternNode): Program {
  const program: Instruction[] = [];
  emit(node, program);
  add(program, { op: 'match' });
  return program;
}

function add(program: Instruction[], instruction: Instruction): number {
  if (program.length >= LONGEST) throw new PatternFault('the pattern repeats too much: it would be slow');
  return program.push(instruction) - 1;
}

function emit(node: PatternNode, program: Instruction[]): void {
  switch (node.kind) {
    case 'character':
      add(program, { op: 'character', test: node.test });
      break;
    case 'assertion':
      add(program, { op: 'assertion', assertion: node.assertion });
      break;
    case 'sequence':
      for (const item of node.items) emit(item, program);
      break;
    case 'choice':
      emitChoice(node.items, program);
      break;
    case 'repeat':
      emitRepeat(node, program);
      break;
  }
}

/** Takes the place of an instruction whose targets are not known yet. */
const LATER: Instruction = { op: 'jump', to: 0 };

function emitChoice(items: readonly PatternNode[], program: Instruction[]): void {
  const ends: number[] = [];
  for (const [at, item] of items.entries()) {
    if (at === items.length - 1) {
      emit(item, program);
      break;
    }
    const split = add(program, LATER);
    emit(item, program);
    ends.push(add(program, LATER));
    program[split] = { op: 'split', first: split + 1, second: program.length };
  }
  for (const end of ends) program[end] = { op: 'jump', to: program.length };
}

type Repeat = Extract<PatternNode, { readonly kind: 'repeat' }>;

function emitRepeat({ item, min, max, greedy }: Repeat, program: Instruction[]): void {
  for (let time = 0; time < min; time++) emit(item, program);
  if (max === undefined) emitLoop(item, greedy, program);
  else emitOptional(item, max - min, greedy, program);
}

const fork = (greedy: boolean, inside: number, outside: number): Instruction => ({
  op: 'split',
  first: greedy ? inside : outside,
  second: greedy ? outside : inside,
});

function emitLoop(item: PatternNode, greedy: boolean, program: Instruction[]): void {
  const split = add(program, LATER);
  emit(item, program);
  add(program, { op: 'jump', to: split });
  program[split] = fork(greedy, split + 1, program.length);
}

function emitOptional(item: PatternNode, times: number, greedy: boolean, program: Instruction[]): void {
  const splits: number[] = [];
  for (let time = 0; time < times; time++) {
    splits.push(add(program, LATER));
    emit(item, program);
  }
  for (const split of splits) program[split] = fork(greedy, split + 1, program.length);
}
