// Operations (engine specification 5.6 S5, S7): blocking as a least fixed point, and what is staged.
import type { AttributeChange, ErrorKind } from '@syncrule/runtime/store';
import { dnKey, parentDn, valuesOf } from '@syncrule/runtime/values';
import { givenTwice } from './collisions.js';
import { reached } from './coverage.js';
import { Differences, type Tell } from './differences.js';
import type { Expectation } from './expectation.js';
import { presentName } from './expectations.js';
import { slotOfObject, slotText } from './links.js';
import type { RefObject } from './state.js';

const normal = (name: string | undefined): string | undefined => (name === undefined ? undefined : dnKey(name));

export class Outbound extends Differences {
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
    for (const object of this.state.objects.values()) this.forgetDeletion(object);
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

  private inConnector(connector: string): readonly RefObject[] {
    return [...this.state.objects.values()].filter((o) => o.connector === connector && o.existence !== 'gone');
  }

  private of(object: RefObject): Expectation | undefined {
    return [...this.raw.values()].find((expected) => expected.object === object);
  }

  /** An unblocked delete, or an unblocked rename away, that comes about. */
  private leaves(object: RefObject): boolean {
    const expected = this.of(object);
    return (
      expected !== undefined && (expected.kind === 'delete' || expected.name !== undefined) && this.comesAbout(expected)
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
          wanting(parent).some(this.comesAbout) || objects.some((o) => presentName(o) === parent && !this.leaves(o));
        const inPlace =
          object?.name !== undefined &&
          parentDn(dnKey(object.name)) === parent &&
          !objects.some((o) => normal(o.name) === parent);
        if (!there && !inPlace) return { kind: 'parent-missing' };
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
    return givenTwice(this.links, [...this.raw.values()], expected, this.comesAbout).size > 0
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

  private plainChanges(expected: Expectation): readonly AttributeChange[] {
    return this.type(expected.slot).type.attributes.flatMap((attribute) => {
      const wanted = expected.wanted.get(attribute.name);
      return typeof wanted === 'object' && attribute.type.scalar !== 'ref'
        ? [{ attribute: attribute.name, set: wanted.values, rule: wanted.rule }]
        : [];
    });
  }

  // ---- 6.1

  /** That a deletion was not heeded is over when it is wanted no more: not where nothing is decided about the object. */
  private forgetDeletion(object: RefObject): void {
    const { written, link } = object;
    if (written?.unheeded[':delete'] === undefined || object.existence === 'gone') return;
    const expected = this.of(object);
    const mv = link && this.state.mvs.get(link.mv);
    const isKept =
      mv === undefined
        ? expected === undefined && this.state.plan.rules.some((rule) => 'unclaimed' in rule && rule.unclaimed)
        : expected?.kind === 'update' || this.links.slotRules(mv, slotOfObject(object)).length === 0;
    if (!isKept) return;
    reached('6.1 a deletion that was not heeded is wanted no more');
    const { ':delete': _, ...unheeded } = written.unheeded;
    object.written = { ...written, unheeded };
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
    const tell: Tell = (...error) => this.errorOf(expected, ...error);
    const changes = kind === 'delete' ? [] : this.changes(expected, tell);
    reached(`5.7 ${kind}`);
    const renamed =
      isBlocked || !this.isHeeded(expected, ':name', { set: expected.name }, object?.name, tell)
        ? undefined
        : expected.name;
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
}
