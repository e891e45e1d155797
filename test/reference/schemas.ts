// What the connected systems of random programs look like.
import type { PlanCsAttribute, SchemaFile } from '@syncrule/runtime/plan';

/** What of a program its systems depend on. */
interface Kind {
  /** The first directory shows its organisational units. */
  readonly containers: boolean;
  /** It requires an attribute, and with `requiresBoss` a reference too. */
  readonly required: boolean;
  readonly requiresBoss: boolean;
  /** The directories ignore case in texts. */
  readonly ignoresCase?: boolean;
}

export const TYPES = {
  k1: 'string',
  k2: 'string',
  s1: 'string',
  s2: 'string',
  day: 'date',
  texts: 'string',
  boss: 'ref',
  friends: 'ref',
} as const;
export const MANY = ['texts', 'friends'];

export const schemasOf = (program: Kind): Readonly<Record<string, SchemaFile>> => {
  const attributes = (named: boolean): SchemaFile['types'][string]['attributes'] => ({
    ...(named ? { dn: { type: 'dn', required: true } } : { id: { type: 'string', always: true, writable: 'never' } }),
    ...Object.fromEntries(Object.entries(TYPES).map(([name, type]) => [name, { type, many: MANY.includes(name) }])),
  });
  const common = { format: 'syncrule-schema/1' } as const;
  return {
    ad: {
      ...common,
      naming: 'dn',
      containers: program.containers,
      types: {
        ou: { attributes: { dn: { type: 'dn', required: true }, s1: { type: 'string' } } },
        user: { attributes: attributes(true) },
      },
    },
    cl: { ...common, naming: 'dn', types: { user: { attributes: attributes(true) } } },
    hr: { ...common, types: { person: { anchor: 'id', attributes: attributes(false) } } },
  };
};

export const csAttributes = (connector: string, type: string, program: Kind): readonly PlanCsAttribute[] => {
  const named = (name: string, required: boolean): PlanCsAttribute => ({
    name,
    type: { scalar: 'dn', many: false },
    equality: 'dn',
    always: required,
    required,
    writable: 'always',
  });
  if (type === 'ou')
    return [
      named('dn', true),
      {
        name: 's1',
        type: { scalar: 'string', many: false },
        equality: 'exact',
        always: false,
        required: false,
        writable: 'always',
      },
    ];
  const own = `${connector}.${type}`;
  return [
    ...Object.entries(TYPES).map(
      ([name, scalar]): PlanCsAttribute => ({
        name,
        type: { scalar, many: MANY.includes(name), ...(scalar === 'ref' ? { to: [own] } : {}) },
        equality:
          scalar === 'ref'
            ? 'ref'
            : scalar === 'date'
              ? 'value'
              : program.ignoresCase && connector !== 'hr'
                ? 'ignoreCase'
                : 'exact',
        always: false,
        required:
          connector === 'ad' &&
          ((name === 's1' && program.required) || (name === 'boss' && program.requiresBoss && program.required)),
        writable: 'always',
      }),
    ),
    connector === 'hr'
      ? {
          name: 'id',
          type: { scalar: 'string', many: false },
          equality: 'exact',
          always: true,
          required: false,
          writable: 'never',
        }
      : named('dn', true),
  ];
};
