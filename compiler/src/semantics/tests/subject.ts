// The object that a step is about: its type, its account, its anchor.
import { namesDiagnostics } from '../../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import { isMissing, type TextExpression, type TypeName } from '../../syntax/index.js';
import { fixedText } from '../fixed-text.js';
import { meant, meantText } from '../nearest-name.js';
import type { ObjectType } from '../object-types.js';
import { at, objectText, report, type TestContext } from './context.js';
import type { TestObject, TestSubject } from './model.js';

const reportName = diagnosticsOf(namesDiagnostics);

export interface Subject {
  readonly type: TypeName;
  readonly anchor?: TextExpression;
}

const textOf = ({ first, second }: TypeName): string =>
  second === undefined ? first.text : `${first.text}.${second.text}`;

/** The object type of that name; an unknown one is reported. */
export const objectTypeOf = (name: TypeName, context: TestContext): ObjectType | undefined => {
  const { world } = context;
  const text = textOf(name);
  const found = world.objectTypes.get(text);
  if (found !== undefined || isMissing(name.first)) return found;
  const { first, second } = name;
  const unknown = (what: string, span: TypeName['span'], named: string, candidates: readonly string[]) => {
    const location = at(context, span);
    context.to(reportName('SR3004', location, { what, name: named }, meant(location, named, candidates)));
  };
  if (second === undefined) {
    unknown('object type', first.span, text, [...world.objectTypes.keys()]);
  } else if (world.tables.find('connector', first.text) === undefined) {
    unknown('connector', first.span, first.text, world.tables.names('connector'));
  } else if (!isMissing(second) && !world.isUnread(first.text)) {
    const types = [...world.objectTypes.values()].filter((type) => type.connector === first.text);
    unknown(
      'object type',
      name.span,
      text,
      types.map((type) => type.name),
    );
  }
  return undefined;
};

/** A type of a connected system, for steps that are about those; `step` names the step in messages. */
export const connectorTypeOf = (
  name: TypeName,
  step: string,
  context: TestContext,
): (ObjectType & { readonly connector: string }) | undefined => {
  const type = objectTypeOf(name, context);
  if (type === undefined) return undefined;
  if (type.connector !== undefined) return { ...type, connector: type.connector };
  context.to(report('SR6009', at(context, name.span), { step, type: type.name }));
  return undefined;
};

/** Names of types without their connector. */
export const shortName = (type: ObjectType): string => type.name.slice((type.connector ?? '').length + 1);

/** Steps about connected systems name no accounts: only rules know them. */
export const refuseAccount = ({ account }: TypeName, context: TestContext): void => {
  if (account === undefined) return;
  const found = 'a connected system has no accounts';
  context.to(report('SR6012', at(context, account.span), { found }));
};

/** The object with this anchor, which the test must know. */
export const knownObject = (
  type: ObjectType & { readonly connector: string },
  anchor: TextExpression,
  context: TestContext,
): TestObject | undefined => {
  const text = fixedText(anchor);
  if (text === undefined) return undefined;
  const object = { connector: type.connector, type: shortName(type), anchor: text };
  if (context.objects.has(object)) return object;
  const location = at(context, anchor.span);
  const extras = meantText(location, text, context.objects.anchors(object));
  context.to(report('SR6003', location, { object: objectText(object) }, extras));
  return undefined;
};

/** What an expectation is about. `names`: it gives a new object its anchor. */
export const subjectOf = (
  { type: name, anchor }: Subject,
  type: ObjectType,
  context: TestContext,
  names = false,
): TestSubject | undefined => {
  if (type.connector === undefined) {
    if (anchor === undefined) return { side: 'mv', type: type.name };
    const values = { type: type.name, anchor: JSON.stringify(fixedText(anchor) ?? '') };
    context.to(report('SR6010', at(context, anchor.span), values));
    return undefined;
  }
  const connector = type.connector;
  const subject = { side: 'cs' as const, connector, type: shortName(type), account: accountOf(name, type, context) };
  if (anchor === undefined) return { ...subject, anchor: undefined };
  if (!names) {
    const object = knownObject({ ...type, connector }, anchor, context);
    return object && { ...subject, anchor: object.anchor };
  }
  const text = fixedText(anchor);
  if (text === undefined) return undefined;
  const object = { connector, type: shortName(type), anchor: text };
  if (!context.objects.add(object)) {
    context.to(report('SR6006', at(context, anchor.span), { object: objectText(object) }));
    return undefined;
  }
  return { ...subject, anchor: text };
};

const accountOf = ({ account }: TypeName, type: ObjectType, context: TestContext): string | undefined => {
  if (account === undefined) return undefined;
  const declared = context.world.tables
    .all('rule')
    .flatMap(({ declaration }) => [...declaration.from, ...declaration.to])
    .filter((other) => textOf(other) === type.name)
    .flatMap((other) => (other.account === undefined ? [] : [other.account.text]));
  if (declared.includes(account.text)) return account.text;
  const found = `no rule has the account \`${account.text}\` of \`${type.name}\``;
  const location = at(context, account.span);
  context.to(report('SR6012', location, { found }, meant(location, account.text, declared)));
  return account.text;
};
