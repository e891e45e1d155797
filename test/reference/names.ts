// Unique names (L 8.16; engine specification 5.4, B10): every request is served by looking at everything.
import { Failure, type NameRequest } from '@syncrule/runtime/expressions';
import type { PlanNamespace } from '@syncrule/runtime/plan';
import { placeText } from '@syncrule/runtime/store';
import { type Content, compareText, contentOf, type Row, valuesOf } from '@syncrule/runtime/values';
import { Claims } from './claims.js';
import { reached } from './coverage.js';
import { NO_LETS } from './evaluators.js';
import { fullType, type RefError, type RefMv, type RefObject } from './state.js';

const folded = (name: string): string => name.toLowerCase();

export class Names extends Claims {
  /** What there is to say of attributes that rest on names. */
  private readonly nameErrors = new Map<RefMv, Map<string, RefError['error']>>();
  private givenUp = false;

  /** Whether a name was given up since this was last asked. */
  takeGivenUp(): boolean {
    const { givenUp } = this;
    this.givenUp = false;
    return givenUp;
  }

  /** Attributes level by level, in the order of the keys, until somebody gives up a name. Whether somebody did. */
  giveNames(): boolean {
    this.naming = true;
    this.nameFor = (mv, request) => this.serve(mv, request);
    const levels = new Set(this.state.plan.metaverse.flatMap((type) => type.attributes.map(({ level = 0 }) => level)));
    for (const level of [...levels].sort((a, b) => a - b))
      for (const mv of this.inOrder()) {
        for (const attribute of this.typeOf(mv).attributes)
          if ((attribute.level ?? 0) === level && this.isNamed(mv, attribute.name)) this.give(mv, attribute);
        if (this.takeGivenUp()) return true;
      }
    return false;
  }

  inOrder(): readonly RefMv[] {
    return [...this.state.mvs.values()].sort((a, b) => compareText(a.key, b.key));
  }

  tellNames(): void {
    for (const [unit, errors] of this.nameErrors)
      for (const error of errors.values()) this.state.errors.push({ unit, error });
  }

  /** Attributes that rest on names and could not be worked out. */
  lacksNames(mv: RefMv): boolean {
    return [...(this.nameErrors.get(mv)?.values() ?? [])].some(({ kind }) => kind !== 'tie');
  }

  private give(mv: RefMv, attribute: Parameters<Names['given']>[1]): void {
    const { name } = attribute;
    const { value, tie, failure } = this.given(mv, attribute);
    if (value === undefined) mv.stored.delete(name);
    else mv.stored.set(name, value);
    const errors = this.nameErrors.get(mv) ?? new Map<string, RefError['error']>();
    const kind = tie ? 'tie' : failure;
    if (kind === undefined) errors.delete(name);
    else errors.set(name, { kind, attribute: name });
    this.nameErrors.set(mv, errors);
  }

  private serve(mv: RefMv, { place, namespace: name, candidates }: NameRequest): Content {
    const namespace = this.state.plan.namespaces.find((each) => each.name === name);
    if (namespace === undefined) throw new Error(`bug: no namespace ${name}`);
    const all = [...candidates()];
    const held = mv.reserved?.[placeText(place)];
    if (held?.namespace === name && all.some((each) => folded(each) === folded(held.name))) {
      const own = this.objectsThatGive(namespace, held.name).some((object) => object.link?.mv === mv.key);
      reached('L 8.16 stays reserved');
      if (own || !this.isGivenByOthers(mv, namespace, held.name)) return held.name;
    }
    const free = all.find((each) => !this.isReserved(mv, name, each) && !this.isGivenByOthers(mv, namespace, each));
    if (all.length > 0) reached(`L 8.16 ${free === undefined ? 'exhausted' : 'reserved'}`);
    if (free !== undefined) {
      this.givenUp ||= held !== undefined;
      mv.reserved = { ...mv.reserved, [placeText(place)]: { namespace: name, name: free } };
    } else if (all.length > 0) throw new Failure('no candidate is free', 'names-exhausted');
    return free;
  }

  isReserved(mv: RefMv, namespace: string, name: string): boolean {
    return [...this.state.mvs.values()].some(
      (other) =>
        other !== mv &&
        Object.values(other.reserved ?? {}).some(
          (each) => each.namespace === namespace && folded(each.name) === folded(name),
        ),
    );
  }

  private isGivenByOthers(mv: RefMv, namespace: PlanNamespace, name: string): boolean {
    return (
      this.objectsThatGive(namespace, name).some((object) => object.link?.mv !== mv.key) ||
      this.givenByValues(mv, namespace, name)
    );
  }

  givenByValues(mv: RefMv, namespace: PlanNamespace, name: string): boolean {
    return [...this.state.mvs.values()].some(
      (other) => other !== mv && this.valuesOf(other, namespace).has(folded(name)),
    );
  }

  objectsThatGive(namespace: PlanNamespace, name: string): readonly RefObject[] {
    return [...this.state.objects.values()].filter(
      (object) =>
        object.existence !== 'gone' &&
        [object.image, this.currentRow(object)].some((row) =>
          this.namesIn(namespace, fullType(object), row).has(folded(name)),
        ),
    );
  }

  private valuesOf(mv: RefMv, namespace: PlanNamespace): ReadonlySet<string> {
    const layout = this.state.layouts.get(mv.type) ?? [];
    const row = layout.map((name) => (this.isNamed(mv, name) ? undefined : this.attributes(mv).value(name)?.values));
    return this.namesIn(namespace, mv.type, row);
  }

  /** The names that an object of a type gives by these attributes. */
  namesIn({ entries }: PlanNamespace, type: string, row: Row): ReadonlySet<string> {
    const environment = { source: row, target: undefined, connector: '', through: this.through, now: this.state.at };
    const reader = this.evaluators.of(NO_LETS, type);
    const names = entries
      .filter((entry) => entry.type === type)
      .flatMap((entry) =>
        valuesOf(reader.value(entry.of)({ ...environment, self: '' as RefMv['key'], moment: () => undefined })),
      );
    return new Set(names.map((each) => folded(String(each))));
  }

  currentRow(object: RefObject): Row {
    const layout = this.state.layouts.get(fullType(object)) ?? [];
    const texts = (contents: readonly Content[]) => contents.flatMap(valuesOf).map(String);
    return layout.map((name, slot) => {
      const sent = object.written?.sent[name];
      const image = object.image[slot];
      if (sent === undefined) return image;
      if ('set' in sent) return sent.set;
      const stays = valuesOf(image).filter((value) => !texts(sent.removed).includes(String(value)));
      const added = sent.added.flatMap(valuesOf).filter((value) => !stays.map(String).includes(String(value)));
      return contentOf([...stays, ...added], true);
    });
  }
}
