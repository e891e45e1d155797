// A large program for measuring the compiler: so many rules of ten flows each, over types that each have forty of them.

/** Files by their path in the program's directory. */
export type ProgramFiles = Readonly<Record<string, string>>;

const RULES_OF_A_TYPE = 40;
const SYSTEMS = 4;
/** Text attributes of an object, in a connected system and in the metaverse. */
const TEXTS = 10;
const MV_TEXTS = 5;

/** `rules`: how many, a multiple of forty. */
export const largeProgram = (rules: number): ProgramFiles => {
  const types = numbers(rules / RULES_OF_A_TYPE);
  const systems = numbers(SYSTEMS);
  return Object.fromEntries([
    ...systems.map((system) => [`schemas/s${system}.json`, schemaOf(types)]),
    [
      'connectors.syncrule',
      systems.map((system) => `connector s${system} { schema "schemas/s${system}.json" }\n`).join(''),
    ],
    ...types.map((type) => [`type${type}.syncrule`, `${typeOf(type)}\n${rulesOf(type).join('\n')}`]),
  ]);
};

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

const schemaOf = (types: readonly number[]): string => {
  const text = { type: 'string', matching: 'ignoreCase' };
  const attributes = {
    id: { type: 'string', unique: true },
    kind: { type: 'string', oneOf: ['a', 'b', 'c', 'd', 'e'] },
    level: { type: 'integer' },
    end: { type: 'date' },
    boss: { type: 'ref', to: types.map((type) => `t${type}`) },
    mails: { ...text, many: true },
    ...Object.fromEntries(numbers(TEXTS).map((i) => [`text${i}`, text])),
  };
  return JSON.stringify({
    format: 'syncrule-schema/1',
    types: Object.fromEntries(
      types.map((type) => [`t${type}`, { anchor: 'key', attributes: { key: text, ...attributes } }]),
    ),
  });
};

const typeOf = (type: number): string => `metaverse m${type} {
  id: string exact
  kind: "a" | "b" | "c" | "d" | "e"
  level: integer
  end: date
  boss: ref m${type}
  mails: string[]
${numbers(MV_TEXTS)
  .map((i) => `  text${i}: string`)
  .join('\n')}
  label: string = "\${text0 ?? text1} \${text2}"
  isOver: boolean = end < today("Europe/Berlin")
}
`;

/** Half of them inbound, from the first systems; half outbound, to the last; told apart by their scopes and ranked. */
const rulesOf = (type: number): readonly string[] =>
  numbers(SYSTEMS).flatMap((turn) => ['a', 'b', 'c', 'd', 'e'].flatMap((kind, i) => pairOf(type, turn, { kind, i })));

const pairOf = (type: number, turn: number, { kind, i }: { readonly kind: string; readonly i: number }): string[] => {
  const rank = (turn * 5 + i + 1) * 10;
  const name = `T${type}S${turn}${kind}`;
  const [source, target] = [turn % 2, 2 + (turn % 2)];
  return [
    `rule in${name} from s${source}.t${type} to m${type} precedence ${rank} {
  scope kind == "${kind}" and level == ${turn} and id is present
  join id == mv.id
  project
  let full = "\${text0} \${text1}"
  id <- id
  kind, level, end, boss <- same
  text0 <- trim(text0) ?? text1
  text1 <- if level > ${i} then upper(text1) else lower(text1)
  text2 <- full
  text3, text4 <- same
}
`,
    `rule out${name} from m${type} to s${target}.t${type} precedence ${rank} {
  scope kind == "${kind}" and level == ${turn} and id is present
  join id == cs.id
  provision when text0 is present
  deprovision disconnect
  let full = "\${text0} \${label}"
  id <- id
  kind, level, boss <- same
  text0 <- trim(text0) ?? text1
  text1 <- case kind { "a": text1, "b" | "c": text2, "d" | "e": full }
  text2 <- if isOver then text2 else full
  text3, text4 <- same
  text5 <- left(replace(text3 ?? text4, "x", "y"), 20)
}
`,
  ];
};
