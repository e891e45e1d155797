// The graph in Mermaid: what GitHub and many wikis draw where it stands in Markdown.
import type { FlowGraph, FlowNode } from './graph.js';

export const mermaidText = (graph: FlowGraph): string => {
  const names = new Map(graph.nodes.map(({ id }, at) => [id, `n${at}`]));
  const name = (id: string): string => names.get(id) ?? 'n';
  return [
    'flowchart LR',
    ...boxes(graph, name),
    ...graph.edges.map(
      ({ from, to, rules }) =>
        `  ${name(from)} ${rules.length === 0 ? '-.->' : `-->|${quoted(rules.join(', '))}|`} ${name(to)}`,
    ),
    '',
  ].join('\n');
};

const boxes = ({ nodes }: FlowGraph, name: (id: string) => string): readonly string[] => {
  const types = [...new Set(nodes.map(({ kind, type }) => `${kind} ${type}`))];
  return types.flatMap((type, at) => {
    const own: readonly FlowNode[] = nodes.filter((node) => `${node.kind} ${node.type}` === type);
    return [
      `  subgraph t${at}[${quoted(own[0]?.type ?? type)}]`,
      ...own.map((node) => `    ${name(node.id)}[${quoted(node.attribute)}]`),
      '  end',
    ];
  });
};

/** Entities stand for what would end a text of Mermaid. */
const quoted = (text: string): string =>
  `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;')}"`;
