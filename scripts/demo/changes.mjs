// Staged operations as sentences: what becomes of which object, and which rule and line say so.
import { ruleId } from '@syncrule/runtime/store';
import { paint } from './words.mjs';

const SIGNS = { add: paint.green('+ add   '), update: paint.yellow('~ update'), delete: paint.red('- delete') };

/** All staged operations, adds first, each as a block of lines; and how many there are of a kind. */
export const stagedChanges = async ({ store }, plan) => {
  const operations = [];
  for await (const operation of store.operations()) operations.push(operation);
  const objects = (await store.load({ objects: operations.flatMap(mentioned) })).objects;
  const nameOf = (id) => objects.get(id)?.name ?? 'an object';
  const sorted = operations.toSorted((a, b) => Object.keys(SIGNS).indexOf(a.kind) - Object.keys(SIGNS).indexOf(b.kind));
  const count = (kind) => operations.filter((operation) => operation.kind === kind).length;
  return {
    blocks: sorted.map((operation) => told(operation, plan, nameOf).join('\n')),
    adds: count('add'),
    updates: count('update'),
    deletes: count('delete'),
  };
};

const mentioned = ({ object, changes }) => [
  ...(object === undefined ? [] : [object]),
  ...changes
    .flatMap((change) => ('set' in change ? [change.set] : [...change.added, ...change.removed]))
    .flat()
    .flatMap((value) => (isObject(value) ? [Number(value.slice(2))] : [])),
];

const isObject = (value) => typeof value === 'string' && /^o:\d+$/.test(value);

const told = (operation, plan, nameOf) => {
  const subject = operation.object === undefined ? operation.name : nameOf(operation.object);
  const head = `  ${SIGNS[operation.kind]} ${paint.bold(subject)}`;
  if (operation.kind === 'delete') return [`${head}  ${cause(plan, operation.rule, 'deprovision')}`];
  const naming = plan.connectors.find(({ name }) => name === operation.slot.connector)?.naming;
  return [
    `${head}${operation.kind === 'add' ? `  ${cause(plan, operation.rule, 'provision')}` : ''}`,
    ...(operation.kind === 'update' && operation.name !== undefined
      ? [row(naming, operation.name, cause(plan, operation.rule, naming))]
      : []),
    ...operation.changes.map((change) =>
      row(change.attribute, shown(change, nameOf), cause(plan, change.rule, change.attribute)),
    ),
  ];
};

const row = (attribute, text, why) =>
  `             ${attribute.padEnd(15)} ${text.length > 58 ? `${text.slice(0, 57)}…` : text.padEnd(58)} ${why}`;

const shown = (change, nameOf) => {
  if ('set' in change) return change.set === undefined ? '(none)' : words(change.set, nameOf);
  return [
    ...change.added.map((value) => `+ ${words(value, nameOf)}`),
    ...change.removed.map((value) => `- ${words(value, nameOf)}`),
  ].join(' ');
};

const words = (content, nameOf) => {
  if (Array.isArray(content))
    return content.length > 3 ? `${content.length} values` : content.map((value) => words(value, nameOf)).join(', ');
  if (isObject(content)) return nameOf(Number(content.slice(2))).split(',', 1)[0] ?? '';
  return String(content).startsWith('m:') ? '(the new object)' : String(content);
};

/** The rule and the line: of a flow to this attribute, or of a clause. */
const cause = (plan, id, what) => {
  const rule = plan.rules.find((each) => ruleId(each) === id);
  if (rule === undefined) return '';
  const clause =
    rule.direction === 'outbound' && (what === 'provision' || what === 'deprovision') ? rule[what]?.place : undefined;
  const place = clause ?? rule.flows.find((flow) => flow.target === what)?.place ?? rule.place;
  return paint.dim(`${rule.name} ${plan.files[place[0]]}:${place[1]}`);
};
