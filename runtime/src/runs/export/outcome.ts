// What an outcome makes of the object and of the staged operation (engine specification, 8.4): records in, records out.
import type { ExportOutcome } from '../../connectors/index.js';
import { hashOfContent, hashOfSent } from '../../engine/index.js';
import type { AddRefusal, AttributeChange, CsObject, EngineError, Operation, Written } from '../../store/index.js';
import { seenContent } from '../import/confirm.js';
import { gone } from '../import/transition.js';
import { type RetryPolicy, retryAfter } from '../retry.js';
import { fingerprintOf } from './item.js';
import { type Prepared, remainder } from './request.js';
import { afterSending, NOTHING_WRITTEN } from './written.js';

export interface Settlement {
  /** The object from now on; `removed`: an add that did not happen. */
  readonly object: CsObject | 'removed';
  /** What stays staged for the slot. */
  readonly staged: Operation | undefined;
  readonly addRefusal?: AddRefusal;
  readonly errors: readonly EngineError[];
  readonly counts: readonly string[];
  /** The system must be asked what it has before anything else is sent. */
  readonly lookUp?: true;
}

export interface SettleContext {
  readonly at: number;
  /** Hash of the plan. */
  readonly plan: string;
  /** Attempts that failed before this one. */
  readonly attempts: number;
  readonly retry: RetryPolicy;
}

/** `sending`: the object as it was written before the request went out. */
export const settle = (
  prepared: Prepared,
  sending: CsObject,
  outcome: ExportOutcome,
  context: SettleContext,
): Settlement => {
  switch (outcome.kind) {
    case 'applied':
    case 'already':
      return done(prepared, sending, outcome.kind === 'applied' ? outcome.anchor : undefined, context);
    case 'partly':
      return partly(prepared, sending, outcome, context);
    case 'failed':
      return failed(prepared, sending, outcome, context);
    case 'unknown':
      return unknown(prepared, sending, outcome.message);
  }
};

const done = (
  { item, sent, later }: Prepared,
  sending: CsObject,
  anchor: string | undefined,
  { at }: SettleContext,
): Settlement => {
  const { operation, type } = item;
  if (operation.kind === 'delete') {
    const object = { ...sending, written: { ...cleared(sending.written), sentDelete: at } };
    return { object, staged: undefined, errors: [], counts: ['export-delete'] };
  }
  const written = afterSending(sending.written, sent, type);
  const renamed = operation.kind === 'update' && operation.name !== undefined;
  return {
    object: {
      ...sending,
      ...(anchor === undefined ? {} : { anchor }),
      written: renamed && operation.name !== undefined ? { ...written, sentName: operation.name } : written,
    },
    staged: later.length > 0 ? remainder(operation, sending.id, later) : undefined,
    errors: [],
    counts: countsOf(operation, sent),
  };
};

const countsOf = (operation: Operation, sent: readonly AttributeChange[]): readonly string[] => {
  if (operation.kind !== 'update') return [`export-${operation.kind}`];
  if (operation.name === undefined) return ['export-update'];
  return sent.length > 0 ? ['export-rename', 'export-update'] : ['export-rename'];
};

type Outcome<K extends ExportOutcome['kind']> = Extract<ExportOutcome, { kind: K }>;

const partly = (
  prepared: Prepared,
  sending: CsObject,
  outcome: Outcome<'partly'>,
  context: SettleContext,
): Settlement => {
  const messages = new Map(outcome.attributes.map((fault) => [fault.attribute, fault.message]));
  const { type, operation } = prepared.item;
  const messageOf = ({ attribute }: AttributeChange) =>
    messages.get(attribute) ?? messages.get(type.attributes.get(attribute)?.bit?.of ?? '');
  const refused = prepared.sent.filter((change) => messageOf(change) !== undefined);
  const taken = prepared.sent.filter((change) => messageOf(change) === undefined);
  const base = done({ ...prepared, sent: taken }, sending, outcome.anchor, context);
  if (base.object === 'removed') throw new Error('bug: an operation that was carried out removed its object');
  const unheeded = refused.map((change) => [change.attribute, unheededOf(prepared, change)] as const);
  const written = base.object.written ?? NOTHING_WRITTEN;
  return {
    ...base,
    object: {
      ...base.object,
      written: { ...written, unheeded: { ...written.unheeded, ...Object.fromEntries(unheeded) } },
    },
    errors: refused.map((change) => exportError(operation, messageOf(change) ?? '', 'refused', change)),
    counts: [...base.counts, 'export-partly'],
  };
};

const unheededOf = ({ item: { object, type } }: Prepared, change: AttributeChange): Written['unheeded'][string] => ({
  wanted: hashOfSent('set' in change ? { set: change.set } : { added: change.added, removed: change.removed }),
  seen: hashOfContent(object && seenContent(object, type, change.attribute)),
  level: 'error',
});

const failed = (
  prepared: Prepared,
  sending: CsObject,
  outcome: Outcome<'failed'>,
  context: SettleContext,
): Settlement => {
  const { operation } = prepared.item;
  const errors = [exportError(operation, outcome.message, outcome.code)];
  const isAdd = operation.kind === 'add';
  if (outcome.reason === 'transient') return failedForNow(prepared, sending, outcome.message, errors, context);
  if (outcome.reason === 'missing' && operation.kind === 'delete') {
    return { object: gone(sending), staged: undefined, errors: [], counts: ['export-delete'] };
  }
  if (outcome.reason === 'missing' && operation.kind === 'update') {
    return { object: sending, staged: operation, errors, counts: ['export-failed'], lookUp: true };
  }
  if (outcome.reason === 'exists' && isAdd) {
    return { object: 'removed', staged: undefined, errors, counts: ['export-failed'], lookUp: true };
  }
  return refusedForGood(prepared, sending, outcome.message, errors, context);
};

const failedForNow = (
  { item }: Prepared,
  sending: CsObject,
  message: string,
  errors: readonly EngineError[],
  { at, attempts, plan, retry: policy }: SettleContext,
): Settlement => {
  const { operation } = item;
  const failure = { at, attempts: attempts + 1, fingerprint: fingerprintOf(item), plan };
  const retry = retryAfter(policy, failure);
  const counts = ['export-failed', retry.parked ? 'export-parked' : 'export-retry'];
  if (operation.kind !== 'add' || operation.mv === undefined) {
    const object = { ...sending, written: { ...cleared(sending.written), retry } };
    return { object, staged: operation, errors, counts };
  }
  const addRefusal = { mv: operation.mv, slot: operation.slot, fingerprint: '', plan: '', message, retry };
  return { object: 'removed', staged: operation, addRefusal, errors, counts };
};

const refusedForGood = (
  { item }: Prepared,
  sending: CsObject,
  message: string,
  errors: readonly EngineError[],
  { plan }: SettleContext,
): Settlement => {
  const { operation } = item;
  const fingerprint = fingerprintOf(item);
  const counts = ['export-failed'];
  if (operation.kind !== 'add' || operation.mv === undefined) {
    const refused = { fingerprint, plan, message };
    return {
      object: { ...sending, written: { ...cleared(sending.written), refused } },
      staged: undefined,
      errors,
      counts,
    };
  }
  const addRefusal = { mv: operation.mv, slot: operation.slot, fingerprint, plan, message };
  return { object: 'removed', staged: undefined, addRefusal, errors, counts };
};

/** Updates and deletes are sent again, since sending them twice does no harm; an add is looked up first. */
const unknown = ({ item, sent, later }: Prepared, sending: CsObject, message: string): Settlement => {
  const { operation, type } = item;
  const errors = [exportError(operation, message, 'unknown')];
  const counts = ['export-unknown'];
  if (operation.kind !== 'add') return { object: sending, staged: operation, errors, counts, lookUp: true };
  const written: Written = { ...afterSending(sending.written, sent, type), delivery: 'unknown' };
  const staged = later.length > 0 ? remainder(operation, sending.id, later) : undefined;
  return { object: { ...sending, written }, staged, errors, counts, lookUp: true };
};

/** Without what the last attempt left behind. */
const cleared = (written: Written | undefined): Written => {
  const { delivery: _, retry: __, refused: ___, ...rest } = written ?? NOTHING_WRITTEN;
  return rest;
};

const exportError = (operation: Operation, message: string, code: string, change?: AttributeChange): EngineError => ({
  kind: 'export-failed',
  slot: operation.slot,
  ...(change ? { attribute: change.attribute } : {}),
  ...(operation.rule === undefined ? {} : { rule: operation.rule }),
  message,
  detail: { operation: operation.kind, code },
});
