// Where the rules and attributes of a plan are written, for saying who gave a value.
import type { Place, Plan, PlanRule } from '@syncrule/runtime/plan';
import { ruleId, ruleName } from '@syncrule/runtime/store';
import type { FilePlace, Note } from '../result.js';

export class PlanPlaces {
  readonly #rules: ReadonlyMap<string, PlanRule>;

  constructor(private readonly plan: Plan) {
    this.#rules = new Map(plan.rules.map((rule) => [ruleId(rule), rule]));
  }

  of([file, line, column]: Place): FilePlace {
    return { file: this.plan.files[file] ?? '', line, column };
  }

  /** The rule, at its flow to the attribute. */
  flow(rule: string, attribute: string): Note {
    const found = this.#rules.get(rule);
    const place = found?.flows.find(({ target }) => target === attribute)?.place ?? found?.place;
    return { text: `rule ${ruleName(rule)}`, place: place && this.of(place) };
  }

  /** The rule, at its clause `deprovision`. */
  deprovision(rule: string): Note {
    const found = this.#rules.get(rule);
    const clause = found?.direction === 'outbound' ? found.deprovision?.place : undefined;
    const place = clause ?? found?.place;
    return { text: `rule ${ruleName(rule)}`, place: place && this.of(place) };
  }

  /** The declaration of a metaverse attribute. */
  derived(type: string, attribute: string): Note {
    const found = this.plan.metaverse
      .find(({ name }) => name === type)
      ?.attributes.find(({ name }) => name === attribute);
    return { text: 'derived', place: found && this.of(found.place) };
  }
}
