// Generated inbound rules: of one type or of several, with flows of their own and included ones, that project or not.
import { expression, type Scope } from './expressions.js';
import { mergedOf, outcomeOf, scopeClause } from './outcomes.js';
import type { Attribute, ObjectType } from './schemas.js';
import { BOOLEAN } from './types.js';
import { clauses, crossed, sourceScope, type World } from './world.js';

const FROM_HR = new Map([
  ['person', 'hr.person'],
  ['unit', 'hr.unit'],
]);
const FROM_CORP = new Map([['person', 'corp.user']]);

/** The rules of units and persons, `flows` that they include among them. */
export const inboundRules = (world: World): readonly string[] => {
  const { schemas, tape, writing } = world;
  const from = writing.several ? [schemas.hrPerson, schemas.hrWorker] : [schemas.hrPerson];
  if (writing.several) tape.note('several types');
  return [
    ofUnits(world),
    included(world, from),
    ofPeople(world, from),
    ...(writing.several ? [] : [ofWorkers(world)]),
    back(world),
    seen(world),
  ];
};

const NONE: ReadonlySet<string> = new Set();

const ofUnits = (world: World): string => {
  const { tape, schemas } = world;
  const scope = sourceScope(world, schemas.hrUnit);
  const flows = tape
    .some(schemas.unit.attributes.slice(1), 80)
    .map((target) => flowIn(world, scope, target, [schemas.hrUnit], NONE));
  return clauses('rule units from hr.unit to unit precedence 10', [
    scopeClause(tape, scope),
    'join id == mv.id',
    project(world, scope),
    'id <- id',
    ...flows,
  ]);
};

/** `flows` see no scope: what is certain in them is so by itself. */
const included = (world: World, from: readonly ObjectType[]): string => {
  const { writing, tape } = world;
  const [first = world.schemas.hrPerson, ...others] = from;
  const scope = sourceScope(world, first, ...others);
  const targets = writing.people.filter(({ name }) => writing.included.has(name));
  if (targets.length > 0) tape.note('include');
  return clauses(`flows common from ${from.map(({ name }) => name).join(', ')} to person`, [
    ...targets.map((target) => flowIn(world, scope, target, from, writing.mergedIn)),
  ]);
};

const ofPeople = (world: World, from: readonly ObjectType[]): string => {
  const { tape, writing } = world;
  const [first = world.schemas.hrPerson, ...others] = from;
  const scope = sourceScope(world, first, ...others);
  return clauses(`rule people from ${from.map(({ name }) => name).join(', ')} to person precedence 10`, [
    scopeClause(tape, scope),
    'join id == mv.id',
    project(world, scope),
    'include common',
    'id <- id',
    ...writing.people
      .filter(({ name }) => !writing.included.has(name))
      .map((target) => flowIn(world, scope, target, from, writing.mergedIn)),
  ]);
};

/** A rule of its own for the other type: it ranks behind. */
const ofWorkers = (world: World): string => {
  const { tape, schemas, writing } = world;
  const scope = sourceScope(world, schemas.hrWorker);
  return clauses('rule workers from hr.worker to person precedence 15', [
    scopeClause(tape, scope),
    'join id == mv.id',
    project(world, scope),
    'id <- id',
    ...tape
      .some(writing.people, 50)
      .map((target) => flowIn(world, scope, target, [schemas.hrWorker], writing.mergedIn)),
  ]);
};

const project = ({ tape }: World, scope: Scope): string =>
  tape.chance(30) ? `project when ${expression(tape, scope, BOOLEAN, 1)}` : 'project';

const flowIn = (
  { tape }: World,
  scope: Scope,
  target: Attribute,
  from: readonly ObjectType[],
  merged: ReadonlySet<string>,
): string => {
  const type = crossed(target.type, FROM_HR);
  if (merged.has(target.name)) return `${target.name} <- ${mergedOf(tape, scope, type)}`;
  const isThere = from.every(({ attributes }) => attributes.some((each) => each.name === target.name));
  if (isThere && tape.chance(20)) {
    tape.note('same');
    return `${target.name} <- same`;
  }
  if (tape.chance(10) && type.to === undefined) {
    tape.note('once');
    return `${target.name} <- once ${expression(tape, scope, type, 2)}`;
  }
  return `${target.name} <- ${outcomeOf(tape, scope, type, [])}`;
};

/** A rule from the directory back to the person, which ranks behind unless preferred, and does not project. */
const back = (world: World): string => {
  const { tape, writing, schemas } = world;
  const scope = sourceScope(world, schemas.corpUser);
  return clauses('rule back from corp.user to person precedence 20', [
    scopeClause(tape, scope),
    'join id == mv.id',
    ...fromCorp(world, scope, writing.back),
  ]);
};

/** A rule for the second account, which other rules make. */
const seen = (world: World): string => {
  const { tape, writing, schemas } = world;
  const scope = sourceScope(world, schemas.corpUser);
  if (writing.seen.length > 0) tape.note('from an account');
  return clauses('rule seen from corp.user as admin to person precedence 30', [
    scopeClause(tape, scope),
    ...fromCorp(world, scope, writing.seen),
  ]);
};

const fromCorp = ({ tape, writing }: World, scope: Scope, targets: readonly Attribute[]): readonly string[] =>
  targets.map((target) => {
    const type = crossed(target.type, FROM_CORP);
    const value = writing.mergedIn.has(target.name) ? mergedOf(tape, scope, type) : outcomeOf(tape, scope, type, []);
    return `${target.name} <- ${value}`;
  });
