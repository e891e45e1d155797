// Decisions about links (engine specification 4.5) and the phases that carry them out (5.1 to 5.3), by naive scans.
import { CLEAR, Failure } from '@syncrule/runtime/expressions';
import type { OutboundRule } from '@syncrule/runtime/plan';
import { ruleId, type Slot } from '@syncrule/runtime/store';
import { type Content, compareText, mvKey } from '@syncrule/runtime/values';
import { reached } from './coverage.js';
import { forget } from './forget.js';
import { held, Inbound } from './inbound.js';
import { fullType, keyOf, type RefMv, type RefObject } from './state.js';
import { type Attributes, account, byPrecedence, precedence } from './views.js';

export interface Intent {
  readonly held?: true;
  readonly filled?: readonly RefObject[];
  readonly take?: RefObject;
  readonly ambiguous?: true;
  /** The objects of the first join that finds several. */
  readonly among?: readonly RefObject[];
  readonly provision?: true;
}

type DecisionIn =
  | { readonly join: RefMv }
  | { readonly project: string }
  | { readonly error: 'ambiguous-join' | 'no-join-key' }
  | undefined;

export const slotText = (slot: Slot): string => `${slot.connector}.${slot.type}\u001f${slot.account ?? ''}`;
const sameSlot = (a: Slot, b: Slot): boolean => slotText(a) === slotText(b);
export const slotOfObject = (object: RefObject): Slot => ({
  connector: object.connector,
  type: object.type,
  account: object.link?.account ?? null,
});
const isLinking = (rule: OutboundRule): boolean => rule.joins.length > 0 || rule.provision !== undefined;

export class Links extends Inbound {
  /** (M, slot) of which only the object's own values take M out of scope. */
  readonly selfContradictions = new Set<string>();
  /** (M, slot) whose object stays linked for no other reason than that no import has shown it yet. */
  readonly awaited = new Set<string>();

  // ---- inbound decisions

  decideIn(object: RefObject): DecisionIn {
    const view = this.view(object);
    if (!this.visible(object) || view.links.length === 0) return undefined;
    const joining = view.links.filter((rule) => rule.joins.length > 0);
    let ambiguous = false;
    let anyKey = false;
    for (const [clause, join] of (joining[0]?.joins ?? []).entries()) {
      const texts = this.keyTexts(join.source, this.objectEnvironment(object));
      if (texts.length === 0) continue;
      anyKey = true;
      const targets = joining.map((rule) => rule.joins[clause]?.target ?? -1);
      const found = [...this.state.mvs.values()].filter(
        (mv) => view.types.includes(mv.type) && targets.some((target) => this.mvMatches(mv, target, texts)),
      );
      const [only] = found;
      if (found.length === 1 && only !== undefined) return { join: only };
      if (found.length > 1) ambiguous = true;
    }
    if (ambiguous) return { error: 'ambiguous-join' };
    if (view.projects === undefined) return undefined;
    if (view.contributions.some(({ rule, result }) => rule.mvType === view.projects && result instanceof Failure))
      return undefined;
    return joining.length > 0 && !anyKey ? { error: 'no-join-key' } : { project: view.projects };
  }

  private mvMatches(mv: RefMv, key: number, texts: readonly string[]): boolean {
    if (this.state.plan.keys[key]?.type !== mv.type) return false;
    return this.keyTexts(key, this.mvEnvironment(mv, this.attributes(mv))).some((text) => texts.includes(text));
  }

  // ---- outbound decisions

  slotRules(mv: RefMv, slot: Slot): readonly OutboundRule[] {
    return this.state.plan.rules
      .filter(
        (rule): rule is OutboundRule =>
          rule.direction === 'outbound' &&
          rule.mvType === mv.type &&
          rule.csType === `${slot.connector}.${slot.type}` &&
          account(rule) === slot.account,
      )
      .sort(byPrecedence);
  }

  /** R(M, s). */
  rulesThatApply(mv: RefMv, slot: Slot, attributes: Attributes = this.attributes(mv)): readonly OutboundRule[] {
    const environment = this.mvEnvironment(mv, attributes);
    return this.slotRules(mv, slot).filter(
      (rule) =>
        (attributes.held || rule.provision === undefined) &&
        this.condition(rule.scope, this.reader(rule, rule.mvType, rule.csType), environment),
    );
  }

  slots(): readonly (readonly [RefMv, Slot])[] {
    return [...this.state.mvs.values()].flatMap((mv) => this.slotsOf(mv).map((slot) => [mv, slot] as const));
  }

  slotsOf(mv: RefMv): readonly Slot[] {
    const slots = new Map<string, Slot>();
    for (const rule of this.state.plan.rules) {
      if (rule.direction !== 'outbound' || rule.mvType !== mv.type) continue;
      const [connector = '', type = ''] = rule.csType.split('.');
      const slot = { connector, type, account: account(rule) };
      slots.set(slotText(slot), slot);
    }
    return [...slots.values()].sort((a, b) => compareText(slotText(a), slotText(b)));
  }

  filled(mv: RefMv, slot: Slot): readonly RefObject[] {
    return this.linked(mv).filter((object) => sameSlot(slotOfObject(object), slot));
  }

  intent(mv: RefMv, slot: Slot): Intent {
    if (this.withheld(mv)) return { held: true };
    const filled = this.filled(mv, slot);
    if (filled.length > 0) return { filled };
    const environment = this.mvEnvironment(mv, this.attributes(mv));
    const rules = this.rulesThatApply(mv, slot).filter(isLinking);
    let among: readonly RefObject[] | undefined;
    for (const join of rules.find((rule) => rule.joins.length > 0)?.joins ?? []) {
      const texts = this.keyTexts(join.source, environment);
      const found = [...this.state.objects.values()].filter(
        (object) =>
          this.visible(object) &&
          fullType(object) === `${slot.connector}.${slot.type}` &&
          this.keyTexts(join.target, this.objectEnvironment(object)).some((text) => texts.includes(text)),
      );
      const [only] = found;
      if (found.length === 1 && only !== undefined) return { take: only };
      if (found.length > 1) among ??= found;
    }
    if (among !== undefined) return { ambiguous: true, among };
    const provides = rules.some(
      (rule) =>
        rule.provision !== undefined &&
        this.condition(rule.provision.when, this.reader(rule, rule.mvType, rule.csType), environment),
    );
    return provides ? { provision: true } : {};
  }

  contested(object: RefObject): boolean {
    return this.slots().filter(([mv, slot]) => this.intent(mv, slot).take === object).length > 1;
  }

  contradicts(mv: RefMv, slot: Slot, object: RefObject): boolean {
    const supposed = this.attributes(mv, { with: { object, account: slot.account } });
    return supposed.ties.length === 0 && !this.rulesThatApply(mv, slot, supposed).some(isLinking);
  }

  // ---- 5.1

  settle(): boolean {
    for (let changed = false; ; changed = true) {
      if (!this.inboundStep() && !this.outboundStep()) return changed;
      this.changed();
    }
  }

  private inboundStep(): boolean {
    const [least] = [...this.state.objects.values()]
      .filter((object) => this.visible(object))
      .flatMap((object) => {
        const decision = this.decideIn(object);
        const [first] = this.view(object).links;
        return decision === undefined || 'error' in decision || first === undefined
          ? []
          : [
              {
                object,
                decision,
                first,
                onlyJoins: !this.view(object).links.some((rule) => rule.project !== undefined),
              },
            ];
      })
      .sort(
        (a, b) =>
          difference(precedence(a.first), precedence(b.first)) ||
          Number(a.onlyJoins) - Number(b.onlyJoins) ||
          compareText(keyOf(a.object), keyOf(b.object)),
      );
    if (least === undefined) return false;
    const { object, decision } = least;
    const joined = 'join' in decision;
    reached(joined ? '5.1 joins inbound' : '5.1 projects');
    const mv = joined ? decision.join : this.project(object, decision.project);
    object.link = { mv: mv.key, account: this.view(object).account, origin: joined ? 'joined' : 'projected', since: 0 };
    return true;
  }

  private project(object: RefObject, type: string): RefMv {
    let n = 0;
    while (this.state.mvs.has(mvKey(keyOf(object), n))) n += 1;
    const mv: RefMv = {
      key: mvKey(keyOf(object), n),
      type,
      holders: [],
      goneSince: undefined,
      kept: undefined,
      once: undefined,
      reserved: undefined,
      stored: new Map(),
      notSettled: false,
    };
    const once: Record<string, Content> = {};
    for (const { rule, flow, result } of this.view(object).contributions) {
      const attribute = this.typeOf(mv).attributes.find((each) => each.name === flow.target);
      if (flow.mode !== 'once' || rule.mvType !== type || attribute === undefined || flow.target in once) continue;
      if (result === CLEAR || result instanceof Failure) continue;
      const content = held(result, attribute.type.many, attribute.equality);
      if (content !== undefined) once[flow.target] = content;
    }
    if (Object.keys(once).length > 0) mv.once = once;
    this.state.mvs.set(mv.key, mv);
    return mv;
  }

  private outboundStep(): boolean {
    const [least] = this.slots()
      .flatMap(([mv, slot]) => {
        const { take } = this.intent(mv, slot);
        const [first] = this.rulesThatApply(mv, slot).filter(isLinking);
        return take === undefined || first === undefined ? [] : [{ mv, slot, take, first }];
      })
      .filter(({ mv, slot, take }) => !this.contested(take) && !this.contradicts(mv, slot, take))
      .sort(
        (a, b) =>
          difference(precedence(a.first), precedence(b.first)) ||
          compareText(a.mv.key, b.mv.key) ||
          compareText(slotText(a.slot), slotText(b.slot)),
      );
    if (least === undefined) return false;
    reached('5.1 joins outbound');
    least.take.link = { mv: least.mv.key, account: least.slot.account, origin: 'joined', since: 0 };
    return true;
  }

  // ---- 5.2

  life(): boolean {
    let changed = false;
    const dead: RefMv[] = [];
    for (const mv of this.state.mvs.values()) {
      if (this.holders(mv).length > 0) {
        if (mv.goneSince === undefined) continue;
        reached('5.2 revived');
        mv.goneSince = undefined;
        mv.kept = undefined;
        changed = true;
        continue;
      }
      if (mv.goneSince === undefined) {
        mv.kept = Object.fromEntries(
          this.typeOf(mv)
            .attributes.map(({ name }) => [name, this.memory(mv, name)] as const)
            .filter(([, parts]) => parts.length > 0),
        );
        reached('5.2 loses its last holder');
        mv.goneSince = this.state.at;
        changed = true;
      }
      if (!this.linked(mv).some((object) => object.link?.managed !== undefined || this.isUnseen(object))) dead.push(mv);
    }
    for (const mv of dead) this.bury(mv);
    if (dead.length > 0) reached('5.2 dies');
    this.changed();
    return changed || dead.length > 0;
  }

  private bury(dead: RefMv): void {
    for (const object of this.state.objects.values()) if (object.link?.mv === dead.key) object.link = undefined;
    this.state.mvs.delete(dead.key);
    for (const mv of this.state.mvs.values()) forget(mv, dead.key);
  }

  // ---- 5.3

  release(): boolean {
    this.selfContradictions.clear();
    this.awaited.clear();
    const todo: (() => void)[] = [];
    for (const object of this.state.objects.values()) {
      const mv = object.link && this.state.mvs.get(object.link.mv);
      if (object.link === undefined || mv === undefined) continue;
      if (object.existence === 'gone') {
        todo.push(() => {
          object.link = undefined;
        });
        continue;
      }
      const slot = slotOfObject(object);
      // A type that no rule from here writes to is no slot: two sources of one person are nothing unusual.
      if (this.withheld(mv) || (this.slotRules(mv, slot).length > 0 && this.filled(mv, slot).length > 1)) continue;
      todo.push(...this.holding(mv, slot, object, object.link));
    }
    for (const each of todo) each();
    this.changed();
    return todo.length > 0;
  }

  /** No import has shown yet that it was made, or has the name that was sent for it. */
  private isUnseen({ existence, written }: RefObject): boolean {
    return existence === 'creating' || written?.sentName !== undefined;
  }

  /** Nothing else holds it. */
  private awaits(mv: RefMv, slot: Slot, object: RefObject): boolean {
    if (!this.isUnseen(object)) return false;
    this.awaited.add(opKey(mv, slot));
    reached('4.5 waits to be seen');
    return true;
  }

  private holding(
    mv: RefMv,
    slot: Slot,
    object: RefObject,
    link: NonNullable<RefObject['link']>,
  ): readonly (() => void)[] {
    const rules = this.rulesThatApply(mv, slot);
    const provisioning = rules.find((rule) => rule.provision !== undefined);
    const outbound = rules.some(isLinking);
    const inbound = this.view(object).links.some((rule) => this.applies(rule, object, mv));
    let { managed, ending, done } = link;
    let self = false;
    if (provisioning !== undefined) {
      const { action = 'keep', after = 0 } = provisioning.deprovision ?? {};
      managed = { rule: ruleId(provisioning), action, after };
      if (ending !== undefined || done !== undefined) reached('4.5 provisioned again');
      ending = done = undefined;
    } else {
      if (managed !== undefined || !(outbound || inbound)) {
        const without = this.attributes(mv, { without: object });
        self =
          without.ties.length === 0 &&
          this.rulesThatApply(mv, slot, without).some(
            (rule) => isLinking(rule) && (rule.provision !== undefined || managed === undefined),
          );
        if (self) reached('4.5 self-contradiction');
        if (self) this.selfContradictions.add(opKey(mv, slot));
      }
      if (managed !== undefined && !self) {
        if (!this.slotRules(mv, slot).some((rule) => rule.provision !== undefined)) {
          managed = ending = undefined;
          done = 'keep';
          reached('4.5 the last rule that provisions is taken away');
        } else {
          if (ending === undefined) reached('4.5 begins to end');
          ending ??= this.state.at;
          if (this.state.at >= ending + managed.after && managed.action !== 'delete') {
            reached(`4.5 deprovisioned: ${managed.action}`);
            done = managed.action;
            managed = ending = undefined;
          }
        }
      }
    }
    const stays =
      link.origin === 'operator' ||
      inbound ||
      outbound ||
      managed !== undefined ||
      done === 'keep' ||
      self ||
      this.awaits(mv, slot, object);
    if (!stays) reached('5.3 released');
    if (!stays)
      return [
        () => {
          object.link = undefined;
        },
      ];
    const after = { managed, ending, done };
    if (JSON.stringify(after) === JSON.stringify({ managed: link.managed, ending: link.ending, done: link.done }))
      return [];
    return [
      () => {
        object.link = { ...link, ...(after as Partial<typeof link>) };
      },
    ];
  }
}

export const opKey = (mv: RefMv, slot: Slot): string => `${mv.key} ${slotText(slot)}`;
const difference = (a: number, b: number): number => (a === b ? 0 : a - b);
