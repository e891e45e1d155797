// What differs between two plans, as data.

/** In the order in which a person should look: what may delete or break accounts first. */
export const EFFECTS = [
  'deprovisioning',
  'scope',
  'joins',
  'provisioning',
  'rules',
  'precedence',
  'flows',
  'metaverse',
  'namespaces',
  'functions',
  'params',
  'schema',
] as const;
export type Effect = (typeof EFFECTS)[number];

export interface Change {
  readonly effect: Effect;
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed';
  /** `rule corpAccount (person to corp.user)`, `attribute person.sn`. */
  readonly subject: string;
  /** What it means, where the two texts do not say it. */
  readonly note?: string;
  readonly before?: string;
  readonly after?: string;
}
