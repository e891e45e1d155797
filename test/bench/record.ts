// The statements that run in SQLite while something is done, as they can be run again: text, parameters, and what is asked.
import Database, { type Statement } from 'better-sqlite3';

export const MODES = ['run', 'get', 'all'] as const;
export type Mode = (typeof MODES)[number];
export type Cell = string | number | bigint | Uint8Array | null;

/** One text that is run in one way. */
export interface Kind {
  readonly sql: string;
  readonly mode: Mode;
  readonly raw: boolean;
  readonly pluck: boolean;
}
export interface Recorded {
  readonly kinds: readonly Kind[];
  /** In their order: which kind, and its parameters. */
  readonly calls: readonly (readonly [kind: number, parameters: readonly Cell[]])[];
}

/** Listens to all statements of the process from now on; `take` gives those of the meantime. */
export const recordStatements = (): { readonly begin: () => void; readonly take: () => Recorded } => {
  const prototype: Statement = Object.getPrototypeOf(new Database(':memory:').prepare('select 1'));
  const shape = { raw: new WeakSet<object>(), pluck: new WeakSet<object>() };
  const kinds = new Map<string, { readonly number: number; readonly kind: Kind }>();
  let calls: [number, readonly Cell[]][] | undefined;

  const kindOf = (statement: Statement, mode: Mode): number => {
    const raw = shape.raw.has(statement);
    const pluck = shape.pluck.has(statement);
    const text = `${mode} ${raw} ${pluck} ${statement.source}`;
    const known = kinds.get(text);
    if (known !== undefined) return known.number;
    const number = kinds.size;
    kinds.set(text, { number, kind: { sql: statement.source, mode, raw, pluck } });
    return number;
  };
  for (const mode of MODES) {
    const plain: (this: Statement, ...parameters: Cell[]) => unknown = prototype[mode];
    Object.defineProperty(prototype, mode, {
      value: function (this: Statement, ...parameters: Cell[]): unknown {
        calls?.push([kindOf(this, mode), parameters]);
        return plain.apply(this, parameters);
      },
    });
  }
  for (const form of ['raw', 'pluck'] as const) {
    const plain = prototype[form];
    Object.defineProperty(prototype, form, {
      value: function (this: Statement): Statement {
        shape[form].add(this);
        return plain.call(this);
      },
    });
  }
  return {
    begin: () => {
      calls = [];
    },
    take: () => {
      const taken = calls ?? [];
      calls = undefined;
      return { kinds: [...kinds.values()].map(({ kind }) => kind), calls: taken };
    },
  };
};
