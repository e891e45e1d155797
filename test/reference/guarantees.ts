// What holds of every import, synchronisation and export by itself, whatever a program says: G8, G9 and G11.
import type { ExportRequest } from '@syncrule/runtime/connectors';
import type { OutboundRule } from '@syncrule/runtime/plan';
import { type CsObject, type MvObject, type Operation, typeOfObject } from '@syncrule/runtime/store';
import { type MemoryState, stateOfMemoryStore } from '@syncrule/runtime/store/memory';
import type { MvId, ObjectId } from '@syncrule/runtime/values';
import type { World } from '../support/world.js';
import { Disagreement } from './compare.js';
import { reached } from './coverage.js';

interface BeforeImport {
  readonly connector: string;
  readonly present: readonly CsObject[];
  readonly isWhole: boolean;
}

interface BeforeExport {
  readonly connector: string;
  readonly requests: number;
  readonly staged: readonly Operation[];
  readonly objects: ReadonlyMap<ObjectId, CsObject>;
}

const fail = (what: string): never => {
  throw new Disagreement(what);
};

export class Guarantees {
  /** Objects that a rule with `provision` held at the end of some synchronisation. */
  private readonly provisioned = new Set<ObjectId>();
  private linksBefore: ReadonlyMap<ObjectId, MvId> = new Map();
  private mvsBefore: ReadonlySet<MvId> = new Set();
  private reservedBefore: ReadonlySet<string> = new Set();

  // ---- G9

  beforeImport(world: World, connector: string): BeforeImport {
    const { objects } = stateOfMemoryStore(world.store);
    const { breakAfter, unreadable } = world.system(connector);
    return {
      connector,
      present: [...objects.values()].filter((each) => each.connector === connector && each.existence === 'confirmed'),
      isWhole: breakAfter === undefined && !unreadable.includes(undefined),
    };
  }

  /** An object is gone only where the system does not have it, and an import saw the whole, or was told so. */
  afterImport({ connector, present, isWhole }: BeforeImport, world: World, where: string): void {
    const { objects } = stateOfMemoryStore(world.store);
    const system = world.system(connector);
    for (const { id, anchor = '' } of present) {
      if (objects.get(id)?.existence !== 'gone') continue;
      if (system.objects.has(anchor)) fail(`${where}: ${connector} ${anchor} is there and counts as gone (G9)`);
      reached(isWhole ? 'gone after a whole import (G9)' : 'told to be gone by an import that did not end (G9)');
    }
    if (!isWhole) reached('check: import that did not see everything (G9)');
  }

  // ---- G11

  beforeSync(world: World): void {
    const { objects, mvs } = stateOfMemoryStore(world.store);
    this.linksBefore = new Map(
      [...objects.values()].flatMap(({ id, link }) => (link === undefined ? [] : [[id, link.mv]])),
    );
    this.mvsBefore = new Set(mvs.keys());
    this.reservedBefore = new Set([...mvs.values()].flatMap(reservationsOf).map(({ text, mv }) => `${mv} ${text}`));
  }

  afterSync(world: World, where: string): void {
    const state = stateOfMemoryStore(world.store);
    for (const object of state.objects.values()) this.checkLink(world, state, object, where);
    for (const operation of [...[...state.operations.values()].flat(), ...state.unclaimed.values()])
      if (operation.kind === 'delete') this.checkDelete(world, operation, where);
    this.checkNames(world, state, where);
    reached('check: nobody on doubt (G11)');
  }

  private checkLink(world: World, state: MemoryState, object: CsObject, where: string): void {
    const { id, link } = object;
    if (link === undefined) return;
    if (link.managed !== undefined && link.ending === undefined) this.provisioned.add(id);
    if (this.linksBefore.get(id) === link.mv) return;
    const named = `${where}: ${typeOfObject(object)} ${object.anchor}`;
    if (object.explicit) fail(`${named} was set aside and is linked (G11)`);
    if (state.errors.get(`${JSON.stringify({ object: id })}sync`)?.some(({ error }) => error.kind === 'ambiguous-join'))
      fail(`${named} is linked and its join is ambiguous (G11)`);
    const isBorn = !this.mvsBefore.has(link.mv);
    reached(link.origin === 'projected' ? 'new link: projected' : 'new link: joined');
    const mv = state.mvs.get(link.mv);
    const joins = world.plan.rules.some(
      (rule) =>
        rule.csType === typeOfObject(object) &&
        rule.mvType === mv?.type &&
        rule.joins.some((join) => hasKey(world, object, rule.direction === 'inbound' ? join.source : join.target)),
    );
    if (!joins && !(isBorn && link.origin === 'projected')) fail(`${named} is linked and has no key of a join (G11)`);
  }

  private checkDelete(world: World, { mv, object, slot }: Operation, where: string): void {
    const rules = world.plan.rules.filter(
      (rule): rule is OutboundRule => rule.direction === 'outbound' && rule.csType === `${slot.connector}.${slot.type}`,
    );
    const named = `${where}: a delete of object ${object}`;
    if (mv === undefined) {
      if (!rules.some((rule) => rule.unclaimed !== undefined)) fail(`${named} that no rule says is unclaimed (G11)`);
      reached('delete of an object that nobody claims (G11)');
      return;
    }
    if (object === undefined || !this.provisioned.has(object)) fail(`${named} that no rule provisioned (G11)`);
    if (!rules.some((rule) => rule.provision !== undefined && (rule.account ?? null) === slot.account))
      fail(`${named} in a slot that no rule provisions any more (G11)`);
    reached('delete of a provisioned object (G11)');
  }

  /** A name that is newly reserved is neither reserved for another, nor given by an object of another. */
  private checkNames({ plan, layouts }: World, { objects, mvs }: MemoryState, where: string): void {
    const all = [...mvs.values()].flatMap(reservationsOf);
    for (const { mv, namespace, text } of all) {
      if (all.some((other) => other.mv !== mv && other.text === text))
        fail(`${where}: ${text} is reserved twice (G11)`);
      if (this.reservedBefore.has(`${mv} ${text}`)) continue;
      reached('name reserved (G11)');
      for (const entry of plan.namespaces.find(({ name }) => name === namespace)?.entries ?? [])
        for (const object of objects.values()) {
          if (typeOfObject(object) !== entry.type || object.link?.mv === mv || object.existence === 'gone') continue;
          const attribute = entry.of.op === 'source' ? entry.of.attribute : '';
          const has = object.image[(layouts.get(entry.type) ?? []).indexOf(attribute)];
          if (`${namespace} ${String(has).toLowerCase()}` === text)
            fail(`${where}: ${text} is reserved while object ${object.id} of another has it (G11)`);
        }
    }
  }

  // ---- G8

  beforeExport(world: World, connector: string): BeforeExport {
    const { operations, unclaimed, objects } = stateOfMemoryStore(world.store);
    return {
      connector,
      requests: world.system(connector).requests.length,
      staged: [...[...operations.values()].flat(), ...unclaimed.values()].filter(
        (each) => each.slot.connector === connector,
      ),
      objects: new Map(objects),
    };
  }

  /** Nothing is sent that was not staged. */
  afterExport(before: BeforeExport, world: World, where: string): void {
    for (const { id, link } of stateOfMemoryStore(world.store).objects.values())
      if (link?.origin === 'provisioned') this.provisioned.add(id);
    const made = new Map<string, Operation>();
    for (const request of world.system(before.connector).requests.slice(before.requests)) {
      const operation = this.stagedFor(request, before, made, world);
      if (operation === undefined) fail(`${where}: sent and not staged (G8): ${JSON.stringify(request)}`);
      reached(`check: sent as staged (G8): ${request.kind}`);
    }
  }

  private stagedFor(
    request: ExportRequest,
    { staged, objects }: BeforeExport,
    made: Map<string, Operation>,
    world: World,
  ): Operation | undefined {
    const attributes = request.kind === 'delete' ? [] : request.changes.map(({ attribute }) => attribute);
    const covers = (operation: Operation): boolean => {
      const listed = operation.changes.map(({ attribute }) => attribute);
      return attributes.every((each) => listed.includes(each));
    };
    if (request.kind === 'add') {
      const found = staged.find(
        (each) => each.kind === 'add' && each.slot.type === request.type && each.name === request.name && covers(each),
      );
      const anchor = [...world.system(found?.slot.connector ?? 'hr').objects.values()].find(
        ({ name }) => name === request.name,
      )?.anchor;
      if (found !== undefined && anchor !== undefined) made.set(anchor, found);
      return found;
    }
    const operation = staged.find(
      (each) =>
        each.object !== undefined && objects.get(each.object)?.anchor === request.anchor && each.kind === request.kind,
    );
    const found = operation ?? (request.kind === 'update' ? made.get(request.anchor) : undefined);
    if (found === undefined || !covers(found)) return undefined;
    return request.kind === 'update' && request.newName !== undefined && request.newName !== found.name
      ? undefined
      : found;
  }
}

/** It has all attributes of a join's key, and the name is none of them. */
const hasKey = ({ plan, layouts }: World, object: CsObject, key: number): boolean => {
  const layout = layouts.get(typeOfObject(object)) ?? [];
  const parts = plan.keys[key]?.parts ?? [];
  return parts.every(
    ({ of }) => of.op === 'source' && of.attribute !== 'dn' && object.image[layout.indexOf(of.attribute)] !== undefined,
  );
};

const reservationsOf = ({ id, reserved = {} }: MvObject) =>
  Object.values(reserved).map(({ namespace, name }) => ({
    mv: id,
    namespace,
    text: `${namespace} ${name.toLowerCase()}`,
  }));
