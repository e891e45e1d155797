// 6.3: a program writes an integer attribute or its bits, never both on one object type.
import { rulesDiagnostics } from '../diagnostics/catalogue/rules.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import type { Report } from './findings.js';
import type { CheckedFlow, CheckedRule } from './model.js';
import type { World } from './world.js';

const report = diagnosticsOf(rulesDiagnostics);

/** Reports flows to a bit of an integer that other flows write as a whole. */
export const reportBits = (rules: readonly CheckedRule[], world: World, to: Report): void => {
  const outbound = rules.filter((rule) => rule.plan.direction === 'outbound');
  const written = new Map<string, CheckedFlow>();
  for (const { plan, flows } of outbound) {
    for (const flow of flows) written.set(`${plan.csType} ${flow.plan.target}`, flow);
  }
  for (const { plan, flows } of outbound) {
    const type = world.objectTypes.get(plan.csType);
    for (const flow of flows) {
      const of = type?.find(flow.plan.target)?.bitOf;
      const whole = of === undefined ? undefined : written.get(`${plan.csType} ${of}`);
      if (of === undefined || whole === undefined) continue;
      const related = [{ location: whole.location, message: `\`${of}\` is written as a whole here` }];
      to(report('SR3410', flow.location, { name: flow.plan.target, of, type: plan.csType }, { related }));
    }
  }
};
