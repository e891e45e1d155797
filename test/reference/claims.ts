// Objects that nobody claims (engine specification 4.5).
import type { OutboundRule } from '@syncrule/runtime/plan';
import type { Slot } from '@syncrule/runtime/store';
import { Links } from './links.js';
import { fullType, type RefMv, type RefObject } from './state.js';

export class Claims extends Links {
  /** The rule by which an object goes that nobody claims, or may want once a doubt is gone (4.5). */
  unclaims(object: RefObject): OutboundRule | undefined {
    const rule = this.state.plan.rules.find(
      (each): each is OutboundRule =>
        each.direction === 'outbound' && each.csType === fullType(object) && each.unclaimed !== undefined,
    );
    if (rule === undefined || !this.visible(object)) return undefined;
    const environment = { ...this.objectEnvironment(object), source: [], target: object.image };
    if (!this.condition(rule.unclaimed?.when, this.reader(rule, rule.mvType, rule.csType), environment))
      return undefined;
    const decision = this.decideIn(object);
    if (decision !== undefined && !('error' in decision && decision.error === 'no-join-key')) return undefined;
    if (decision === undefined && this.view(object).projects !== undefined) return undefined;
    return this.slots().some(([mv, slot]) => this.wants(mv, slot, object)) ? undefined : rule;
  }

  /** It takes the object, or is in doubt about it, or would be if it were certain who it is. */
  private wants(mv: RefMv, slot: Slot, object: RefObject): boolean {
    if (`${slot.connector}.${slot.type}` !== fullType(object)) return false;
    if (this.withheld(mv))
      return this.slotRules(mv, slot).some((rule) => rule.joins.some((join) => this.finds(mv, join, object)));
    const { take, among } = this.intent(mv, slot);
    return take === object || among?.includes(object) === true;
  }

  private finds(mv: RefMv, join: OutboundRule['joins'][number], object: RefObject): boolean {
    const texts = this.keyTexts(join.source, this.mvEnvironment(mv, this.attributes(mv)));
    return this.keyTexts(join.target, this.objectEnvironment(object)).some((text) => texts.includes(text));
  }
}
