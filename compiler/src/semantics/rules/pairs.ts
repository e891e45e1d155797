// The sides of a rule or of `flows` (N2): which way it goes, and the pairs of types that it stands for.
import { namesDiagnostics } from '../../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { SourceFile } from '../../source/index.js';
import { isMissing, type TypeName } from '../../syntax/index.js';
import type { Report } from '../findings.js';
import { meant } from '../nearest-name.js';
import type { ObjectType } from '../object-types.js';
import type { World } from '../world.js';

const report = diagnosticsOf(namesDiagnostics);

export type Direction = 'inbound' | 'outbound';

/** One pair of types of a rule. */
export interface Pair {
  readonly direction: Direction;
  readonly source: ObjectType;
  readonly target: ObjectType;
  readonly account: string | undefined;
  /** Position among the pairs as written. */
  readonly variant: number;
}

interface Sided {
  readonly kind: 'rule' | 'flows';
  readonly from: readonly TypeName[];
  readonly to: readonly TypeName[];
}

export interface Pairs {
  readonly pairs: readonly Pair[];
  /** False: types are missing or unknown, so that some pairs are left out. */
  readonly complete: boolean;
}

/** The pairs of a declaration; what is wrong with its lists of types is reported. */
export const pairsOf = (declaration: Sided, file: SourceFile, world: World, to: Report): Pairs => {
  const direction = directionOf(declaration, file, to);
  if (direction === undefined) return { pairs: [], complete: false };
  const sources = typesOf(declaration.from, declaration.kind, { file, world, to });
  const targets = typesOf(declaration.to, declaration.kind, { file, world, to });
  const pairs = sources.flatMap((source, i) =>
    targets.flatMap((target, j): Pair[] => {
      if (source === undefined || target === undefined) return [];
      const account = (direction === 'inbound' ? source : target).account;
      return [{ direction, source: source.type, target: target.type, account, variant: i * targets.length + j }];
    }),
  );
  return { pairs, complete: pairs.length === sources.length * targets.length && pairs.length > 0 };
};

/** `hr.person to person`: for messages. */
export const pairText = ({ source, target, account }: Pair): string =>
  `\`${source.name}\` to \`${target.name}\`${account === undefined ? '' : ` (\`${account}\`)`}`;

const directionOf = ({ from, to: targets }: Sided, file: SourceFile, to: Report): Direction | undefined => {
  const sides = [from, targets].map((list) => list.filter((name) => !isMissing(name.first)));
  const [sources = [], aims = []] = sides;
  if (sources.length === 0 || aims.length === 0) return undefined;
  const [first, wanted] = [isConnectorType(sources[0]), !isConnectorType(sources[0])];
  const wrong =
    sources.find((name) => isConnectorType(name) !== first) ?? aims.find((name) => isConnectorType(name) !== wanted);
  if (wrong === undefined) return first ? 'inbound' : 'outbound';
  const expected = isConnectorType(wrong) ? 'a metaverse type' : 'a connector type';
  const found = `\`${textOf(wrong)}\`, ${isConnectorType(wrong) ? 'a connector type' : 'a metaverse type'}`;
  to(report('SR3010', { file, span: wrong.span }, { expected, found }));
  return undefined;
};

const isConnectorType = (name: TypeName | undefined): boolean => name?.second !== undefined;

const textOf = ({ first, second }: TypeName): string =>
  second === undefined ? first.text : `${first.text}.${second.text}`;

interface Context {
  readonly file: SourceFile;
  readonly world: World;
  readonly to: Report;
}

const typesOf = (names: readonly TypeName[], kind: Sided['kind'], context: Context) => {
  const seen = new Set<string>();
  return names.map((name) => {
    reportAccount(name, kind, context);
    const type = objectTypeNamed(name, context);
    const key = `${textOf(name)} ${name.account?.text ?? ''}`;
    if (type !== undefined && seen.has(key)) {
      const values = { what: 'type in this list', name: textOf(name) };
      context.to(report('SR3001', { file: context.file, span: name.span }, values));
    }
    const isAgain = seen.has(key);
    seen.add(key);
    return type === undefined || isAgain ? undefined : { type, account: name.account?.text };
  });
};

const reportAccount = (name: TypeName, kind: Sided['kind'], { file, to }: Context): void => {
  if (name.account === undefined) return;
  const location = { file, span: name.account.span };
  if (kind === 'flows') to(report('SR3011', location, { where: 'types of `flows`' }));
  else if (!isConnectorType(name)) to(report('SR3011', location, { where: 'metaverse types' }));
};

/** The object type of that name; an unknown one is reported with the nearest (N9). */
export const objectTypeNamed = (name: TypeName, { file, world, to }: Context): ObjectType | undefined => {
  const text = textOf(name);
  const found = world.objectTypes.get(text);
  if (found !== undefined || isMissing(name.first)) return found;
  const { first, second } = name;
  const unknown = (what: string, { span }: TypeName['first'], named: string, candidates: readonly string[]): void => {
    const location = { file, span };
    to(report('SR3004', location, { what, name: named }, meant(location, named, candidates)));
  };
  if (second === undefined) {
    unknown('metaverse type', first, text, world.tables.names('metaverse'));
  } else if (world.tables.find('connector', first.text) === undefined) {
    unknown('connector', first, first.text, world.tables.names('connector'));
  } else if (!isMissing(second) && !world.isUnread(first.text)) {
    const types = [...world.objectTypes.values()].flatMap((type) => (type.connector === first.text ? [type.name] : []));
    const location = { file, span: second.span };
    const short = types.map((type) => type.slice(first.text.length + 1));
    to(report('SR3004', location, { what: 'object type', name: text }, meant(location, second.text, short)));
  }
  return undefined;
};
