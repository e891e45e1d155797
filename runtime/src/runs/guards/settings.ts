// Limits of the guards (engine specification, 8.2): what an installation says of them, completed by the defaults.

export const LIMITED = ['adds', 'updates', 'renames', 'deletes', 'memberships', 'clears'] as const;
/** Kinds of changes that have a limit. `memberships`: removed references; `clears`: values taken away, per attribute. */
export type LimitedKind = (typeof LIMITED)[number];

export interface Limit {
  /** More than this stop the export. */
  readonly count: number;
  /** More than this part stops it too, in percent: of the linked objects, or of those that have a value to be cleared. */
  readonly percent: number;
}

/** The limits of an export to one connector. */
export interface Guards {
  readonly limits: Readonly<Record<LimitedKind, Limit>>;
  /** A source that has shrunk by more than this part, in percent, since the last export that passed. */
  readonly shrinkPercent: number;
  /** Sources that may have no objects. */
  readonly mayBeEmpty: readonly string[];
  /** Rows of a source's last import that may be unreadable when something is taken away. */
  readonly unreadableRows: number;
  /** Operations that may follow a change of the plan without anybody having looked. */
  readonly afterPlanChange: number;
}

type LimitSettings = Readonly<Partial<Record<LimitedKind, Partial<Limit>>>>;

/** What `guards` of the configuration says; what it leaves out has its default. */
export interface GuardSettings extends LimitSettings {
  readonly sourceShrinks?: { readonly percent: number };
  readonly mayBeEmpty?: readonly string[];
  readonly unreadableRows?: { readonly count: number };
  readonly planChange?: { readonly count: number };
  /** Other limits for one connector, by its name. */
  readonly connectors?: Readonly<Record<string, LimitSettings>>;
}

/** What holds where an installation says nothing. */
export const DEFAULT_GUARDS = {
  adds: { count: 1000, percent: 25 },
  updates: { count: 5000, percent: 50 },
  renames: { count: 500, percent: 10 },
  deletes: { count: 500, percent: 10 },
  memberships: { count: 1000, percent: 20 },
  clears: { count: 500, percent: 10 },
  sourceShrinks: { percent: 5 },
  unreadableRows: { count: 0 },
  planChange: { count: 0 },
} as const satisfies GuardSettings;

/** The limits that hold for a connector: its own, else those of all, else the defaults. */
export const guardsFor = (settings: GuardSettings, connector: string): Guards => {
  const limit = (kind: LimitedKind): Limit => ({
    ...DEFAULT_GUARDS[kind],
    ...settings[kind],
    ...settings.connectors?.[connector]?.[kind],
  });
  return {
    limits: {
      adds: limit('adds'),
      updates: limit('updates'),
      renames: limit('renames'),
      deletes: limit('deletes'),
      memberships: limit('memberships'),
      clears: limit('clears'),
    },
    shrinkPercent: settings.sourceShrinks?.percent ?? DEFAULT_GUARDS.sourceShrinks.percent,
    mayBeEmpty: settings.mayBeEmpty ?? [],
    unreadableRows: settings.unreadableRows?.count ?? DEFAULT_GUARDS.unreadableRows.count,
    afterPlanChange: settings.planChange?.count ?? DEFAULT_GUARDS.planChange.count,
  };
};
