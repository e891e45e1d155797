// What records call a rule.

/** Text by which records name a rule: stable over plans, unless the rule is renamed. */
export const ruleId = (rule: {
  readonly name: string;
  readonly csType: string;
  readonly mvType: string;
  readonly direction: string;
}): string =>
  rule.direction === 'inbound'
    ? `${rule.name}|${rule.csType}|${rule.mvType}`
    : `${rule.name}|${rule.mvType}|${rule.csType}`;

/** The rule's name in a {@link ruleId}. */
export const ruleName = (id: string): string => id.slice(0, id.indexOf('|'));
