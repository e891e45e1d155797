// `syncrule show OBJECT`: the metaverse object and its connector objects side by side, links, pending operations, errors.
import { type DescribedError, describeErrors, flowPlace, ruleOf } from '../runs/index.js';
import type { AttributeChange, CsObject, Link, MvObject, Operation } from '../store/index.js';
import { ruleName } from '../store/index.js';
import { addressOf, type Found, findObject } from './address.js';
import { imageOf, type NamedContent, valuesOfMv } from './attributes.js';
import { instant } from './duration.js';
import { errorJson, errorLine } from './errors.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import { lineText } from './places.js';
import type { CommonOptions } from './run-commands.js';
import { type Style, styleFor } from './style.js';
import { table } from './table.js';
import { contentJson, contentText, keyText } from './values.js';
import { type Workspace, withWorkspace } from './workspace.js';

export const showCommand = (io: Io, options: CommonOptions, text: string): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: false }, async (workspace) => {
    const shown = await read(workspace, await findObject(workspace.space, text));
    if (options.format === 'json') io.out(`${JSON.stringify(json(workspace, shown), undefined, 2)}\n`);
    else io.out(`${lines(workspace, shown, styleFor(io)).join('\n')}\n`);
    return EXIT.nothing;
  });

interface Shown {
  readonly mv: MvObject | undefined;
  readonly objects: readonly CsObject[];
  readonly operations: readonly Operation[];
  readonly errors: readonly DescribedError[];
}

const read = async ({ space }: Workspace, found: Found): Promise<Shown> => {
  const { store } = space;
  const id = found.kind === 'mv' ? found.mv.id : found.object.link?.mv;
  if (id === undefined) {
    const objects = found.kind === 'object' ? [found.object] : [];
    return { mv: undefined, objects, operations: [], errors: await errorsOf(space, undefined, objects) };
  }
  const { mvs, linked, operations } = await store.load({ mvs: [id], linked: [id], operations: [id] });
  const { objects } = await store.load({ objects: linked.get(id) ?? [] });
  const mv = mvs.get(id);
  const members = [...objects.values()].flatMap((object) => object ?? []);
  return {
    mv,
    objects: members,
    operations: operations.get(id) ?? [],
    errors: await errorsOf(space, mv, members),
  };
};

const errorsOf = async (
  space: Workspace['space'],
  mv: MvObject | undefined,
  objects: readonly CsObject[],
): Promise<readonly DescribedError[]> => {
  const units = [...(mv ? [{ mv: mv.id }] : []), ...objects.map(({ id }) => ({ object: id }))];
  const records = [];
  for (const unit of units) records.push(...(await space.store.errors({ unit })));
  return describeErrors(space, records);
};

const lines = (workspace: Workspace, shown: Shown, style: Style): readonly string[] => [
  ...sideBySide(workspace, shown, style),
  ...section('Links', shown.objects.map(linkLine), style),
  ...section(
    'Pending',
    shown.operations.flatMap((operation) => operationLines(workspace, operation)),
    style,
  ),
  ...section('Errors', shown.errors.map(errorLine), style),
];

const section = (title: string, content: readonly string[], style: Style): readonly string[] =>
  content.length === 0 ? [] : ['', style.bold(title), ...content.map((line) => `  ${line}`)];

const sideBySide = ({ space, machine }: Workspace, { mv, objects }: Shown, style: Style): readonly string[] => {
  const views: readonly (readonly [string, readonly NamedContent[]])[] = [
    ...(mv
      ? [[`${mv.type} ${keyText(mv.key)}`, valuesOfMv(space, machine.mvTypes.get(mv.type)?.layout ?? [], mv)] as const]
      : []),
    ...objects.map((object) => [addressOf({ kind: 'object', object }), imageOf(space, object)] as const),
  ];
  const names = [...new Set(views.flatMap(([, view]) => view.map(({ name }) => name)))];
  const head = ['', ...views.map(([title]) => style.bold(title))];
  const rows = names.map((name) => [style.cyan(name), ...views.map(([, view]) => cell(view, name))]);
  return table([head, ...rows], Math.max(20, Math.min(44, Math.floor(150 / Math.max(views.length, 1)))));
};

const cell = (view: readonly NamedContent[], name: string): string => {
  const found = view.find((one) => one.name === name);
  if (!found) return '';
  return found.content === undefined ? '(cleared)' : contentText(found.content, found.scalar);
};

const linkLine = (object: CsObject): string => {
  const { link } = object;
  const address = addressOf({ kind: 'object', object });
  const state = object.existence === 'confirmed' ? [] : [object.existence];
  if (!link) return [address, 'not joined', ...state].join(', ');
  return [address, ...linkWords(link), ...state].join(', ');
};

const linkWords = ({ origin, since, account, managed, ending, done }: Link): readonly string[] => [
  `${origin} ${instant(since)}`,
  ...(account === null ? [] : [`account ${account}`]),
  ...(managed ? [`managed by ${ruleName(managed.rule)} (then ${managed.action})`] : []),
  ...(ending === undefined ? [] : [`ending since ${instant(ending)}`]),
  ...(done ? [`deprovisioned: ${done}`] : []),
];

const operationLines = (workspace: Workspace, operation: Operation): readonly string[] => {
  const { connector, type, account } = operation.slot;
  const slot = `${connector}.${type}${account === null ? '' : ` as ${account}`}`;
  const name =
    operation.name === undefined ? '' : ` ${operation.kind === 'add' ? 'at' : 'renamed to'} ${operation.name}`;
  return [
    `${operation.kind} ${slot}${name}${byRule(workspace, operation.rule, undefined)}`,
    ...operation.changes.map((change) => `  ${changeText(workspace, operation, change)}`),
  ];
};

const changeText = (workspace: Workspace, { slot }: Operation, change: AttributeChange): string => {
  const scalar = scalarOf(workspace, slot.connector, slot.type, change.attribute);
  const by = byRule(workspace, change.rule, change.attribute);
  if ('set' in change) return `${change.attribute}: ${contentText(change.set, scalar) || '(cleared)'}${by}`;
  const parts = [
    ...change.added.map((value) => `+ ${contentText(value, scalar)}`),
    ...change.removed.map((value) => `- ${contentText(value, scalar)}`),
  ];
  return `${change.attribute}: ${parts.join(', ')}${by}`;
};

const scalarOf = ({ space }: Workspace, connector: string, type: string, attribute: string): string =>
  space.types.get(`${connector}.${type}`)?.attributes.get(attribute)?.type.scalar ?? 'string';

const byRule = ({ space: { plan } }: Workspace, id: string | undefined, attribute: string | undefined): string => {
  if (id === undefined || id === '') return '';
  const rule = ruleOf(plan, id);
  return `  (${ruleName(id)}${rule ? `, ${lineText(plan, flowPlace(rule, attribute))}` : ''})`;
};

const json = (workspace: Workspace, { mv, objects, operations, errors }: Shown) => {
  const { space, machine } = workspace;
  const contents = (view: readonly NamedContent[]) =>
    Object.fromEntries(view.map(({ name, content, scalar }) => [name, contentJson(content, scalar)]));
  return {
    format: 'syncrule-show/1',
    metaverse: mv && {
      type: mv.type,
      key: keyText(mv.key),
      values: contents(valuesOfMv(space, machine.mvTypes.get(mv.type)?.layout ?? [], mv)),
    },
    objects: objects.map((object) => ({
      address: addressOf({ kind: 'object', object }),
      type: `${object.connector}.${object.type}`,
      anchor: object.anchor,
      name: object.name,
      existence: object.existence,
      values: contents(imageOf(space, object)),
      link: object.link && { ...object.link, mv: undefined, since: instant(object.link.since) },
    })),
    operations: operations.map(({ slot, kind, name, changes, rule }) => ({
      slot,
      kind,
      name,
      rule: rule && ruleName(rule),
      changes: changes.map((change) => changeJson(workspace, slot, change)),
    })),
    errors: errors.map((error) => errorJson(workspace.space, error)),
  };
};

const changeJson = (workspace: Workspace, slot: Operation['slot'], change: AttributeChange) => {
  const scalar = scalarOf(workspace, slot.connector, slot.type, change.attribute);
  const rule = change.rule === '' ? undefined : ruleName(change.rule);
  const { attribute } = change;
  if ('set' in change) return { attribute, set: contentJson(change.set, scalar), rule };
  const all = (contents: typeof change.added) => contents.map((content) => contentJson(content, scalar));
  return { attribute, added: all(change.added), removed: all(change.removed), rule };
};
