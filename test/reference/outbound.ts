// Operations (engine specification 5.6 S5 to S7, 5.7): blocking as a least fixed point, references, differences.

// Hashes are part of the format of the records, not of the engine's behaviour.
import { hashOfContent, hashOfSent, operationFingerprint } from '@syncrule/runtime/engine';
import type { PlanCsAttribute } from '@syncrule/runtime/plan';
import type { AttributeChange, ErrorKind, Slot } from '@syncrule/runtime/store';
import {
  accountOfRef,
  type Content,
  contentOf,
  dnKey,
  parentDn,
  type RefText,
  refById,
  SEPARATOR,
  sortValues,
  type Value,
  valuesOf,
} from '@syncrule/runtime/values';
import { givenTwice } from './collisions.js';
import { reached } from './coverage.js';
import type { Expectation, Wanted } from './expectation.js';
import { Expectations, presentName } from './expectations.js';
import { slotText } from './links.js';
import type { RefObject } from './state.js';

const NONE: ReadonlySet<string> = new Set();

type Standing = { readonly reference: string; readonly add?: Expectation } | 'ambiguous' | undefined;

const normal = (name: string | undefined): string | undefined => (name === undefined ? undefined : dnKey(name));

export class Outbound extends Expectations {
  private readonly blocked = new Map<string, { readonly kind: ErrorKind; readonly attribute?: string }>();

  run(): void {
    this.state.errors.push(...this.errors);
    for (const object of this.state.objects.values()) this.expectUnclaimed(object);
    this.block();
    for (const [key, { kind, attribute }] of this.blocked) {
      reached(`5.6 blocks: ${kind}`);
      const expected = this.raw.get(key);
      if (expected !== undefined) this.errorOf(expected, kind, attribute);
    }
    for (const [key, expected] of this.raw) this.stage(key, expected);
  }

  private errorOf({ mv, object, slot }: Expectation, kind: ErrorKind, attribute?: string): void {
    const unit = mv ?? object;
    if (unit !== undefined)
      this.state.errors.push({ unit, error: { kind, slot, ...(attribute === undefined ? {} : { attribute }) } });
  }

  // ---- S5

  private block(): void {
    for (;;) {
      const found = [...this.raw].flatMap(([key, expected]) => {
        const block = this.blocked.has(key) ? undefined : this.firstThatBlocks(key, expected);
        return block === undefined ? [] : [[key, block] as const];
      });
      if (found.length === 0) return;
      for (const [key, block] of found) this.blocked.set(key, block);
    }
  }

  private isOpen = (expected: Expectation): boolean => !this.blocked.has(expected.key);

  private inConnector(connector: string): readonly RefObject[] {
    return [...this.state.objects.values()].filter((o) => o.connector === connector && o.existence !== 'gone');
  }

  private of(object: RefObject): Expectation | undefined {
    return [...this.raw.values()].find((expected) => expected.object === object);
  }

  /** An unblocked delete, or an unblocked rename away. */
  private leaves(object: RefObject): boolean {
    const expected = this.of(object);
    return (
      expected !== undefined && (expected.kind === 'delete' || expected.name !== undefined) && this.isOpen(expected)
    );
  }

  private firstThatBlocks(key: string, expected: Expectation): { kind: ErrorKind; attribute?: string } | undefined {
    const { kind, slot, object } = expected;
    const { connector, type } = this.type(slot);
    const name = normal(expected.name);
    const wanting = (wanted: string): readonly Expectation[] =>
      [...this.raw.values()].filter((o) => o.slot.connector === slot.connector && normal(o.name) === wanted);
    const objects = this.inConnector(slot.connector);
    if (name !== undefined) {
      if (wanting(name).some((other) => other !== expected)) return { kind: 'name-wanted-twice' };
      if (objects.some((other) => other !== object && presentName(other) === name && !this.leaves(other)))
        return { kind: 'name-taken' };
      if (kind === 'update' && this.inCircle(expected)) return { kind: 'name-circle' };
      const parent = parentDn(name);
      if (connector.containers && parent !== undefined) {
        const there =
          wanting(parent).some(this.isOpen) || objects.some((o) => presentName(o) === parent && !this.leaves(o));
        if (!there) return { kind: 'parent-missing' };
      }
    }
    if (kind === 'delete' && object !== undefined) {
      const below = presentName(object);
      const child = objects.find((other) => {
        const theirs = presentName(other);
        return theirs !== undefined && parentDn(theirs) === below && !this.movesAway(other, below);
      });
      return child === undefined ? undefined : { kind: 'has-children' };
    }
    if (kind !== 'add') return undefined;
    if (connector.naming !== undefined && name === undefined)
      return { kind: 'required-missing', attribute: connector.naming };
    for (const attribute of type.attributes)
      if (
        attribute.required &&
        attribute.type.scalar !== 'ref' &&
        attribute.name !== connector.naming &&
        typeof expected.wanted.get(attribute.name) !== 'object'
      )
        return { kind: 'required-missing', attribute: attribute.name };
    if (this.refusedBefore(expected)) return { kind: 'refused' };
    for (const attribute of type.attributes)
      if (attribute.required && attribute.type.scalar === 'ref') {
        const wanted = expected.wanted.get(attribute.name);
        const values = typeof wanted === 'object' ? valuesOf(wanted.values) : [];
        if (!values.some((each) => typeof this.standsFor(each, slot, attribute) === 'object'))
          return { kind: 'required-reference-missing', attribute: attribute.name };
      }
    if (this.requires(expected, new Set()).has(key)) return { kind: 'required-reference-circle' };
    return givenTwice(this.links, [...this.raw.values()], expected, this.isOpen).size > 0
      ? { kind: 'not-unique' }
      : undefined;
  }

  private movesAway(object: RefObject, below: string | undefined): boolean {
    const expected = this.of(object);
    const name = normal(expected?.name);
    return this.leaves(object) && (expected?.kind === 'delete' || (name !== undefined && parentDn(name) !== below));
  }

  private inCircle(start: Expectation): boolean {
    const seen = new Set<Expectation>();
    const next = (expected: Expectation): Expectation | undefined =>
      this.inConnector(start.slot.connector)
        .filter((object) => presentName(object) === normal(expected.name))
        .map((object) => this.of(object))
        .find((other) => other?.kind === 'update' && other.name !== undefined);
    for (let at = next(start); at !== undefined && !seen.has(at); at = next(at)) {
      if (at === start) return true;
      seen.add(at);
    }
    return false;
  }

  /** Adds that an add requires, directly or not. */
  private requires(expected: Expectation, seen: Set<string>): Set<string> {
    for (const attribute of this.type(expected.slot).type.attributes) {
      const wanted = expected.wanted.get(attribute.name);
      if (!attribute.required || attribute.type.scalar !== 'ref' || typeof wanted !== 'object') continue;
      for (const value of valuesOf(wanted.values)) {
        const standing = this.standsFor(value, expected.slot, attribute);
        if (typeof standing !== 'object' || standing.add === undefined) continue;
        const { key } = standing.add;
        if (seen.has(key)) continue;
        seen.add(key);
        this.requires(standing.add, seen);
      }
    }
    return seen;
  }

  private refusedBefore(expected: Expectation): boolean {
    return this.state.addRefusals.some(
      (each) =>
        each.mv === expected.mv?.key &&
        slotText(each.slot) === slotText(expected.slot) &&
        each.retry === undefined &&
        each.plan === this.state.plan.hash &&
        each.fingerprint === this.fingerprint('add', expected.slot, expected.name, this.plainChanges(expected)),
    );
  }

  private fingerprint(
    kind: Expectation['kind'],
    slot: Slot,
    name: string | undefined,
    changes: readonly AttributeChange[],
  ): string {
    const isReference = (attribute: string): boolean =>
      this.type(slot).type.attributes.find((each) => each.name === attribute)?.type.scalar === 'ref';
    return operationFingerprint(
      { mv: undefined, slot, object: undefined, kind, name, changes, rule: undefined },
      isReference,
    );
  }

  private plainChanges(expected: Expectation): readonly AttributeChange[] {
    return this.type(expected.slot).type.attributes.flatMap((attribute) => {
      const wanted = expected.wanted.get(attribute.name);
      return typeof wanted === 'object' && attribute.type.scalar !== 'ref'
        ? [{ attribute: attribute.name, set: wanted.values, rule: wanted.rule }]
        : [];
    });
  }

  // ---- S6

  private standsFor(value: Value, slot: Slot, attribute: PlanCsAttribute): Standing {
    const { key, account } = accountOfRef(value);
    const mv = this.state.mvs.get(key);
    if (mv === undefined) return undefined;
    const { connector } = slot;
    const allows = (type: string): boolean => attribute.type.to?.includes(`${connector}.${type}`) !== false;
    const objects = this.links
      .linked(mv)
      .filter((o) => o.connector === connector && o.link?.account === account && allows(o.type));
    const staying = objects.length > 1 ? objects.filter((o) => o.link?.ending === undefined) : objects;
    const [only] = staying;
    if (staying.length === 1 && only !== undefined) return { reference: refById(only.id) };
    if (objects.length > 1) return 'ambiguous';
    const adds = [...this.raw.values()].filter(
      (o) =>
        o.kind === 'add' &&
        o.mv === mv &&
        o.slot.connector === connector &&
        o.slot.account === account &&
        allows(o.slot.type) &&
        this.isOpen(o),
    );
    const [add] = adds;
    if (adds.length > 1) return 'ambiguous';
    return add && { reference: `m:${key}${SEPARATOR}${account ?? ''}${SEPARATOR}${add.slot.type}`, add };
  }

  /** Values in the connector's terms; `undefined`: in doubt, left alone. */
  private contentIn(
    expected: Expectation,
    attribute: PlanCsAttribute,
    values: Content,
  ): { readonly content: Content } | undefined {
    if (attribute.type.scalar !== 'ref') return { content: values };
    const found = new Set<string>();
    for (const key of valuesOf(values)) {
      const standing = this.standsFor(key, expected.slot, attribute);
      if (standing === 'ambiguous') {
        reached('S6 ambiguous');
        this.errorOf(expected, 'ambiguous-reference', attribute.name);
        return undefined;
      }
      if (standing !== undefined) found.add(standing.reference);
    }
    return { content: contentOf([...found].sort(), attribute.type.many) };
  }

  // ---- S7

  private stage(key: string, expected: Expectation): void {
    const { kind, mv, slot, object } = expected;
    const isBlocked = this.blocked.has(key);
    if (isBlocked && kind !== 'update') return;
    if (object !== undefined && (object.written?.sentDelete !== undefined || object.written?.delivery !== undefined))
      return;
    const unheeded = object?.written?.unheeded[':delete'];
    if (kind === 'delete' && unheeded !== undefined) {
      if (unheeded.level === 'error') this.errorOf(expected, 'exported-change-not-reimported', ':delete');
      return;
    }
    const changes = kind === 'delete' ? [] : this.changes(expected);
    reached(`5.7 ${kind}`);
    const renamed =
      isBlocked || !this.isHeeded(expected, ':name', { set: expected.name }, object?.name) ? undefined : expected.name;
    if (kind === 'update' && renamed === undefined && changes.length === 0) return;
    const refused = object?.written?.refused;
    if (
      refused?.plan === this.state.plan.hash &&
      refused.fingerprint === this.fingerprint(kind, slot, renamed, changes)
    )
      return this.errorOf(expected, 'refused');
    this.state.operations.push({
      mv: mv?.key,
      slot,
      object: object?.id,
      kind,
      name: renamed,
      changes,
      rule: expected.rule,
    });
  }

  private isHeeded(
    expected: Expectation,
    attribute: string,
    sent: Parameters<typeof hashOfSent>[0],
    seen: Content,
  ): boolean {
    const unheeded = expected.object?.written?.unheeded[attribute];
    if (unheeded === undefined || (attribute === ':name' && expected.name === undefined)) return true;
    if (unheeded.wanted !== hashOfSent(sent) || unheeded.seen !== hashOfContent(seen)) return true;
    if (unheeded.level === 'error') this.errorOf(expected, 'exported-change-not-reimported', attribute);
    return false;
  }

  private changes(expected: Expectation): readonly AttributeChange[] {
    const twice =
      expected.kind === 'update' ? givenTwice(this.links, [...this.raw.values()], expected, this.isOpen) : NONE;
    return this.type(expected.slot).type.attributes.flatMap((attribute): readonly AttributeChange[] => {
      const wanted = expected.wanted.get(attribute.name);
      if (wanted === undefined || wanted === 'not managed') return [];
      if (expected.object === undefined && typeof wanted !== 'object') return [];
      const given = this.contentIn(expected, attribute, typeof wanted === 'object' ? wanted.values : undefined);
      if (given === undefined) return [];
      const rule =
        typeof wanted === 'object'
          ? wanted.rule
          : wanted === 'none'
            ? (expected.writers.get(attribute.name) ?? '')
            : '';
      const { object } = expected;
      if (object === undefined)
        return given.content === undefined ? [] : [{ attribute: attribute.name, set: given.content, rule }];
      const change = this.difference(expected, object, attribute, wanted, given.content, rule);
      if (change === undefined) return [];
      if ('set' in change && change.set === undefined && attribute.required && attribute.type.scalar !== 'ref') {
        this.errorOf(expected, 'required-missing', attribute.name);
        return [];
      }
      const sent = 'set' in change ? { set: change.set } : { added: change.added, removed: change.removed };
      if (!this.isHeeded(expected, attribute.name, sent, this.imageOf(object, attribute.name))) return [];
      if (!twice.has(attribute.name)) return [change];
      this.errorOf(expected, 'not-unique', attribute.name);
      return [];
    });
  }

  private imageOf(object: RefObject, attribute: string): Content {
    return object.image[(this.state.layouts.get(`${object.connector}.${object.type}`) ?? []).indexOf(attribute)];
  }

  private comparable(object: RefObject, attribute: PlanCsAttribute, content: Content): readonly Value[] {
    const values = valuesOf(content);
    if (attribute.type.scalar !== 'ref') return attribute.type.many ? sortValues(values) : values;
    const meant = values.map((each) => {
      const found = String(each).startsWith('m:')
        ? undefined
        : this.links.at(object.connector, String(each) as RefText);
      return found === undefined ? String(each) : refById(found.id);
    });
    return [...new Set(meant)].sort();
  }

  /** The image with what was sent laid over it; references by what they mean. */
  private current(object: RefObject, attribute: PlanCsAttribute): readonly Value[] {
    const sent = object.written?.sent[attribute.name];
    const shown = (content: Content) => this.comparable(object, attribute, content);
    const image = this.imageOf(object, attribute.name);
    if (sent === undefined) return shown(image);
    if ('set' in sent) return shown(sent.set);
    const removed = shown(contentOf(sent.removed.flatMap(valuesOf), true));
    const stays = shown(image).filter((value) => !removed.includes(value));
    return shown(contentOf([...new Set([...stays, ...shown(contentOf(sent.added.flatMap(valuesOf), true))])], true));
  }

  private difference(
    expected: Expectation,
    object: RefObject,
    attribute: PlanCsAttribute,
    wanted: Wanted,
    content: Content,
    rule: string,
  ): AttributeChange | undefined {
    const current = this.current(object, attribute);
    const exported = this.comparable(object, attribute, object.written?.exported[attribute.name]);
    const values = this.comparable(object, attribute, content);
    const merged = (expected.mv === undefined ? [] : this.links.slotRules(expected.mv, expected.slot)).some((each) =>
      each.flows.some((flow) => flow.target === attribute.name && flow.mode === 'merge'),
    );
    const { name } = attribute;
    if (merged) {
      reached('5.7 merged');
      const added = values.filter((value) => !current.includes(value));
      const removed = exported.filter((value) => !values.includes(value) && current.includes(value));
      return added.length === 0 && removed.length === 0 ? undefined : { attribute: name, added, removed, rule };
    }
    const same = (a: readonly Value[], b: readonly Value[]): boolean =>
      a.length === b.length && a.every((each, i) => each === b[i]);
    if (wanted === 'withdraw')
      return current.length > 0 && same(current, exported) ? { attribute: name, set: undefined, rule } : undefined;
    if (same(values, current)) return undefined;
    const added = values.filter((value) => !current.includes(value));
    const removed = current.filter((value) => !values.includes(value));
    const edits =
      attribute.type.scalar === 'ref' &&
      removed.length < current.length &&
      [...added, ...removed].every((value) => !/^[an]:/.test(String(value)));
    return edits ? { attribute: name, added, removed, rule } : { attribute: name, set: content, rule };
  }
}
