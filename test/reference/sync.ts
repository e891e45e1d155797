// A synchronisation as the engine specification defines it (section 14): everything from scratch, nothing clever.
import { Failure } from '@syncrule/runtime/expressions';
import { ruleId } from '@syncrule/runtime/store';
import { type RefText, valuesOf } from '@syncrule/runtime/values';
import { reached } from './coverage.js';
import type { Links } from './links.js';
import { Names } from './names.js';
import { Outbound } from './outbound.js';
import { keyOf, type RefMv, type RefObject, type RefState, type RefValue } from './state.js';

/** Synchronises the state in place. Whether it settled within ten rounds. */
export const synchroniseReference = (state: RefState): boolean => {
  if (state.activates) forgetUnheeded(state);
  const links = new Names(state);
  for (const mv of state.mvs.values()) mv.notSettled = false;
  const settled = rounds(links);
  if (!settled) return false;
  finish(links);
  const outbound = giveNames(state, links);
  links.tellNames();
  for (const object of state.objects.values()) reportObject(links, object);
  outbound.run();
  for (const [id, object] of state.objects) if (object.existence === 'gone') state.objects.delete(id);
  return true;
};

/** A new plan: what the targets did not take over, or refused, may be tried again. */
const forgetUnheeded = (state: RefState): void => {
  for (const object of state.objects.values()) {
    if (object.written === undefined) continue;
    const { refused: _, ...written } = object.written;
    object.written = { ...written, unheeded: {} };
  }
};

/** Names are given to attributes, then to slots: from the beginning again whenever somebody gave up one (5.4). */
const giveNames = (state: RefState, links: Names): Outbound => {
  for (;;) {
    const outbound = new Outbound(state, links);
    if (!links.giveNames() && !outbound.expect()) return outbound;
    reached('5.4 names are given again');
  }
};

const rounds = (links: Links): boolean => {
  for (let round = 1; round <= 10; round += 1) {
    const changes = [links.settle(), links.life(), links.release()];
    if (!changes.some(Boolean)) return true;
  }
  return false;
};

const finish = (links: Links): void => {
  const { state } = links;
  const after = [...state.mvs.values()].map((mv) => ({ mv, ...finished(links, mv) }));
  for (const { mv, stored, holders } of after) {
    mv.stored = stored;
    mv.holders = holders;
  }
};

const finished = (links: Links, mv: RefMv) => {
  const attributes = links.attributes(mv);
  const stored = new Map<string, RefValue>();
  for (const { name } of links.typeOf(mv).attributes) {
    const value = links.isNamed(mv, name) ? mv.stored.get(name) : attributes.value(name);
    if (value !== undefined) stored.set(name, value);
  }
  for (const attribute of attributes.ties.filter((name) => !links.isNamed(mv, name)))
    links.state.errors.push({ unit: mv, error: { kind: 'tie', attribute } });
  for (const attribute of attributes.failures)
    links.state.errors.push({ unit: mv, error: { kind: 'flow-error', attribute } });
  return { stored, holders: links.holders(mv).map(keyOf).sort() };
};

/** Flows that fail, joins in doubt, references that mean nothing. */
const reportObject = (links: Links, object: RefObject): void => {
  const { errors, mvs } = links.state;
  const mv = object.link && mvs.get(object.link.mv);
  if (mv === undefined && !links.visible(object)) return;
  for (const { rule, flow, result } of links.view(object).contributions) {
    if (mv !== undefined && (flow.mode === 'once' || !links.applies(rule, object, mv))) continue;
    const at = { attribute: flow.target, rule: ruleId(rule) };
    if (result instanceof Failure) errors.push({ unit: object, error: { kind: 'flow-error', ...at } });
    else if (mv !== undefined && typeof result !== 'symbol')
      for (const reference of unresolved(links, object, mv, flow.target, valuesOf(result).map(String)))
        errors.push({ unit: object, error: { kind: 'unresolved-reference', ...at, detail: { reference } } });
  }
  const decision = links.decideIn(object);
  if (decision !== undefined && 'error' in decision) errors.push({ unit: object, error: { kind: decision.error } });
};

const unresolved = (
  links: Links,
  object: RefObject,
  mv: RefMv,
  target: string,
  references: readonly string[],
): readonly string[] =>
  links.typeOf(mv).attributes.find((attribute) => attribute.name === target)?.type.scalar === 'ref'
    ? references
        .filter((reference) => links.at(object.connector, reference as RefText) === undefined)
        .map((reference) => reference.slice(2))
    : [];
