// Attribute flow as a graph: attributes of connected systems, of the metaverse, and again of connected systems; an edge
// for each value that goes from one to the other, labelled by the rule.
import type { Plan, PlanRule } from '@syncrule/runtime/plan';
import { type Read, readsOf, vocabularyOf } from '../view/index.js';

export interface FlowNode {
  /** `hr.person.sn` of a source, `person.sn`, `corp.user.sn` of a target; a source and a target are two nodes. */
  readonly id: string;
  readonly kind: 'source' | 'metaverse' | 'target';
  /** `hr.person`, `person`. */
  readonly type: string;
  readonly attribute: string;
  /** Whether the value comes from an expression of the metaverse. */
  readonly derived: boolean;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** The rules that carry the value, each once; none for what a derived attribute reads. */
  readonly rules: readonly string[];
}

export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** The flow of all attributes. */
export const flowGraph = (plan: Plan): FlowGraph => {
  const edges = [...plan.rules.flatMap((rule) => ruleEdges(plan, rule)), ...derivedEdges(plan)];
  const byPath = new Map<string, { readonly from: string; readonly to: string; readonly rules: Set<string> }>();
  for (const { from, to, rule } of edges) {
    const path = JSON.stringify([from, to]);
    const known = byPath.get(path) ?? { from, to, rules: new Set<string>() };
    if (rule !== undefined) known.rules.add(rule);
    byPath.set(path, known);
  }
  const merged = [...byPath.values()].map(({ rules, ...ends }) => ({ ...ends, rules: [...rules].sort() }));
  const sorted = merged.sort((a, b) => compare(`${a.from} ${a.to}`, `${b.from} ${b.to}`));
  return { nodes: nodesOf(plan, sorted), edges: sorted };
};

/** What reaches the nodes of an attribute, and what it reaches. `isIt` tells the nodes. */
export const flowOf = (graph: FlowGraph, isIt: (node: FlowNode) => boolean): FlowGraph => {
  const start = graph.nodes.filter(isIt).map(({ id }) => id);
  const kept = new Set([
    ...reachable(start, graph.edges, ({ from, to }) => [from, to]),
    ...reachable(start, graph.edges, ({ from, to }) => [to, from]),
  ]);
  const on = (edge: FlowEdge): boolean => kept.has(edge.from) && kept.has(edge.to);
  return { nodes: graph.nodes.filter(({ id }) => kept.has(id)), edges: graph.edges.filter(on) };
};

const reachable = (
  start: readonly string[],
  edges: readonly FlowEdge[],
  along: (edge: FlowEdge) => readonly [string, string],
): ReadonlySet<string> => {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [from, to] = along(edge);
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  const found = new Set(start);
  for (const node of found) for (const other of next.get(node) ?? []) found.add(other);
  return found;
};

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly rule?: string;
}

const ruleEdges = (plan: Plan, rule: PlanRule): readonly Arrow[] => {
  const vocabulary = vocabularyOf(plan, rule);
  const isInbound = rule.direction === 'inbound';
  const [sourceKind, sourceType] = isInbound
    ? (['source', rule.csType] as const)
    : (['metaverse', rule.mvType] as const);
  const [targetKind, targetType] = isInbound
    ? (['metaverse', rule.mvType] as const)
    : (['target', rule.csType] as const);
  const from = (read: Read): readonly string[] => {
    if (read.of === 'source') return [idOf(sourceKind, sourceType, read.attribute)];
    if (read.of === 'other')
      return [idOf(isInbound && read.type.includes('.') ? 'source' : 'metaverse', read.type, read.attribute)];
    return isInbound ? [] : [idOf('source', rule.csType, read.attribute)];
  };
  return rule.flows.flatMap((flow) => {
    const to = idOf(targetKind, targetType, flow.target);
    const reads = readsOf(flow.of, vocabulary).flatMap(from);
    return reads.map((read) => ({ from: read, to, rule: rule.name }));
  });
};

const derivedEdges = (plan: Plan): readonly Arrow[] =>
  plan.metaverse.flatMap((type) =>
    type.attributes.flatMap((attribute) =>
      readsOf(attribute.derived, vocabularyOf(plan)).map((read) => ({
        from: idOf('metaverse', read.of === 'other' ? read.type : type.name, read.attribute),
        to: idOf('metaverse', type.name, attribute.name),
      })),
    ),
  );

const SEPARATOR = ' ';
const idOf = (kind: FlowNode['kind'], type: string, attribute: string): string =>
  [kind, type, attribute].join(SEPARATOR);

const nodesOf = (plan: Plan, edges: readonly FlowEdge[]): readonly FlowNode[] => {
  const derived = new Set(
    plan.metaverse.flatMap(({ name, attributes }) =>
      attributes.filter((each) => each.derived !== undefined).map((each) => idOf('metaverse', name, each.name)),
    ),
  );
  const ids = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return [...ids]
    .sort(compare)
    .map((id) => nodeOf(id, derived.has(id)))
    .sort((a, b) => RANK[a.kind] - RANK[b.kind]);
};

const RANK: Readonly<Record<FlowNode['kind'], number>> = { source: 0, metaverse: 1, target: 2 };

const nodeOf = (id: string, derived: boolean): FlowNode => {
  const [kind = '', type = '', attribute = ''] = id.split(SEPARATOR);
  return { id, kind: kind === 'source' || kind === 'target' ? kind : 'metaverse', type, attribute, derived };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
