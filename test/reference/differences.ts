// What is to be changed of an object (engine specification 5.6 S6, 5.7): what is wanted less what is there, in the connector's terms.

// Hashes are part of the format of the records, not of the engine's behaviour.
import { hashOfContent, hashOfSent, operationFingerprint } from '@syncrule/runtime/engine';
import type { PlanCsAttribute } from '@syncrule/runtime/plan';
import type { AttributeChange, ErrorKind, Slot } from '@syncrule/runtime/store';
import {
  accountOfRef,
  type Content,
  contentOf,
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
import { Expectations } from './expectations.js';
import type { RefObject } from './state.js';

const NONE: ReadonlySet<string> = new Set();

/** Gathers what there is to say of an expectation on the way. */
export type Tell = (kind: ErrorKind, attribute: string) => void;
const SILENT: Tell = () => undefined;

type Standing = { readonly reference: string; readonly add?: Expectation } | 'ambiguous' | undefined;

export class Differences extends Expectations {
  protected readonly blocked = new Map<string, { readonly kind: ErrorKind; readonly attribute?: string }>();

  protected errorOf({ mv, object, slot }: Expectation, kind: ErrorKind, attribute?: string): void {
    const unit = mv ?? object;
    if (unit !== undefined)
      this.state.errors.push({ unit, error: { kind, slot, ...(attribute === undefined ? {} : { attribute }) } });
  }

  protected isOpen = (expected: Expectation): boolean => !this.blocked.has(expected.key);

  /** Neither blocked, nor something that the target refused or did not heed: that is not sent again. */
  protected comesAbout = (expected: Expectation): boolean => {
    if (!this.isOpen(expected)) return false;
    const { kind, object, name } = expected;
    const written = object?.written;
    if (kind === 'add' || written === undefined) return true;
    if (kind === 'delete' && written.sentDelete !== undefined) return true;
    if (written.delivery !== undefined) return false;
    const heeded =
      kind === 'delete'
        ? written.unheeded[':delete'] === undefined
        : this.isHeeded(expected, ':name', { set: name }, object?.name, SILENT);
    if (!heeded) reached(`5.6 ${kind} was not heeded`);
    return heeded && !this.isRefused(expected, written);
  };

  /** For good, or failed so often that it is not sent again by itself. */
  private isRefused(expected: Expectation, { refused, retry }: NonNullable<RefObject['written']>): boolean {
    const { kind, slot, name } = expected;
    const known = [refused, retry?.parked].filter((each) => each?.plan === this.state.plan.hash);
    if (known.length === 0) return false;
    const changes = kind === 'delete' ? [] : this.changes(expected, SILENT);
    const fingerprint = this.fingerprint(kind, slot, name, changes);
    const is = known.some((each) => each?.fingerprint === fingerprint);
    if (is) reached(`5.6 ${kind} was refused`);
    return is;
  }

  protected fingerprint(
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

  // ---- S6

  protected standsFor(value: Value, slot: Slot, attribute: PlanCsAttribute): Standing {
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
    tell: Tell,
  ): { readonly content: Content } | undefined {
    if (attribute.type.scalar !== 'ref') return { content: values };
    const found = new Set<string>();
    for (const key of valuesOf(values)) {
      const standing = this.standsFor(key, expected.slot, attribute);
      if (standing === 'ambiguous') {
        reached('S6 ambiguous');
        tell('ambiguous-reference', attribute.name);
        return undefined;
      }
      if (standing !== undefined) found.add(standing.reference);
    }
    return { content: contentOf([...found].sort(), attribute.type.many) };
  }

  // ---- S7

  protected isHeeded(
    expected: Expectation,
    attribute: string,
    sent: Parameters<typeof hashOfSent>[0],
    seen: Content,
    tell: Tell,
  ): boolean {
    const unheeded = expected.object?.written?.unheeded[attribute];
    if (unheeded === undefined || (attribute === ':name' && expected.name === undefined)) return true;
    if (unheeded.wanted !== hashOfSent(sent) || unheeded.seen !== hashOfContent(seen)) return true;
    if (unheeded.level === 'error') tell('exported-change-not-reimported', attribute);
    return false;
  }

  protected changes(expected: Expectation, tell: Tell): readonly AttributeChange[] {
    const twice =
      expected.kind === 'update' ? givenTwice(this.links, [...this.raw.values()], expected, this.comesAbout) : NONE;
    return this.type(expected.slot).type.attributes.flatMap((attribute): readonly AttributeChange[] => {
      const wanted = expected.wanted.get(attribute.name);
      if (wanted === undefined || wanted === 'not managed') return [];
      if (expected.object === undefined && typeof wanted !== 'object') return [];
      const given = this.contentIn(expected, attribute, typeof wanted === 'object' ? wanted.values : undefined, tell);
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
        tell('required-missing', attribute.name);
        return [];
      }
      const sent = 'set' in change ? { set: change.set } : { added: change.added, removed: change.removed };
      if (!this.isHeeded(expected, attribute.name, sent, this.imageOf(object, attribute.name), tell)) return [];
      if (!twice.has(attribute.name)) return [change];
      tell('not-unique', attribute.name);
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
