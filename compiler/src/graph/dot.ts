// The graph in DOT, the language of Graphviz: from left to right, a box for each object type.
import type { FlowGraph, FlowNode } from './graph.js';

const FILL: Readonly<Record<FlowNode['kind'], string>> = { source: '#e3f0e3', metaverse: '#e6ecf8', target: '#f8ece0' };
const FONT = 'fontname="Helvetica,Arial,sans-serif"';

/** Where a node leads when it is clicked; nowhere: no link. */
export type Links = (node: FlowNode) => string | undefined;
export const noLinks: Links = () => undefined;

export const dotText = (graph: FlowGraph, links: Links): string =>
  [
    'digraph flow {',
    `  graph [rankdir=LR, nodesep=0.12, ranksep=1.6, ${FONT}, fontsize=12];`,
    `  node [shape=box, style="filled,rounded", height=0.28, margin="0.17,0.05", color="#8a94a6", ${FONT}, fontsize=11];`,
    `  edge [color="#66708a", arrowsize=0.6, ${FONT}, fontsize=9, fontcolor="#4a5368"];`,
    ...boxes(graph, links),
    ...graph.edges.map(
      ({ from, to, rules }) =>
        `  ${quoted(from)} -> ${quoted(to)}${rules.length === 0 ? ' [style=dashed]' : ` [label=${quoted(rules.join('\n'))}]`};`,
    ),
    '}',
    '',
  ].join('\n');

const boxes = ({ nodes }: FlowGraph, links: Links): readonly string[] => {
  const types = [...new Set(nodes.map(({ kind, type }) => `${kind} ${type}`))];
  return types.flatMap((type) => {
    const own = nodes.filter((node) => `${node.kind} ${node.type}` === type);
    return [
      `  subgraph ${quoted(`cluster ${type}`)} {`,
      `    label=${quoted(own[0]?.type ?? type)}; style=rounded; color="#c3cad8";`,
      ...own.map((node) => `    ${nodeText(node, links(node))}`),
      '  }',
    ];
  });
};

/** Its class lets a page choose other colours. */
const nodeText = (node: FlowNode, link: string | undefined): string => {
  const dashes = node.derived ? ', style="filled,rounded,dashed"' : '';
  const url = link === undefined ? '' : `, URL=${quoted(link)}`;
  return `${quoted(node.id)} [label=${quoted(node.attribute)}, class=${node.kind}, fillcolor="${FILL[node.kind]}"${dashes}${url}];`;
};

/** A text of DOT: quotes and backslashes escaped, line ends as `\n`. */
const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
