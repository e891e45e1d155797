// Pictures of flow in the pages: of the whole program by object types, and of each attribute of the metaverse.
import {
  type FlowEdge,
  type FlowGraph,
  type FlowNode,
  flowGraph,
  flowOf,
  type Links,
  type SvgMaker,
} from '../graph/index.js';
import { type Html, html, nothing } from './html.js';
import { attributeAnchor, type SiteModel } from './model.js';
import { typeAnchor } from './rules.js';
import type { Pictures } from './types.js';

/** Beyond these a picture helps nobody, and the page grows heavy. */
const MOST_NODES = 40;
const MOST_PICTURES = 300;

const figure = (svg: string, caption: string): Html => {
  const drawn = svg
    .replace('<svg ', '<svg role="img" ')
    .replace(/<title>[^<]*<\/title>\n?/g, '')
    .replace(/ xlink:title="[^"]*"/g, '');
  return html`<figure class="flow"><div class="scroll" tabindex="0">${{ html: drawn.replace('role="img"', () => `role="img" aria-label="${html`${caption}`.html}"`) }}</div></figure>`;
};

const linkOf = (anchor: string): string => `#${encodeURIComponent(anchor)}`;
const toAttribute: Links = ({ type, attribute }) => linkOf(attributeAnchor(type, attribute));

/** Pictures of attributes, folded away until asked for. */
export const attributePictures = (model: SiteModel, draw: SvgMaker): Pictures => {
  const whole = flowGraph(model.plan);
  let drawn = 0;
  return (type, attribute) => {
    if (drawn >= MOST_PICTURES) return nothing;
    const part = flowOf(
      whole,
      (node) => node.kind === 'metaverse' && node.type === type && node.attribute === attribute,
    );
    if (part.edges.length === 0 || part.nodes.length > MOST_NODES) return nothing;
    drawn++;
    return html`<details><summary>Picture</summary>${figure(draw(part, toAttribute), `How ${type}.${attribute} flows`)}</details>`;
  };
};

/** Object types and the rules between them. */
export const overviewPicture = ({ plan }: SiteModel, draw: SvgMaker): Html => {
  const ends = plan.rules.map((rule) => {
    const isInbound = rule.direction === 'inbound';
    const cs = nodeFor(isInbound ? 'source' : 'target', rule.csType);
    const mv = nodeFor('metaverse', rule.mvType);
    return { rule: rule.name, from: isInbound ? cs : mv, to: isInbound ? mv : cs };
  });
  const nodes = new Map(ends.flatMap(({ from, to }) => [from, to]).map((node) => [node.id, node]));
  const paths = new Map<string, FlowEdge>();
  for (const { from, to, rule } of ends) {
    const path = `${from.id} ${to.id}`;
    paths.set(path, { from: from.id, to: to.id, rules: [...(paths.get(path)?.rules ?? []), rule] });
  }
  const graph: FlowGraph = { nodes: [...nodes.values()], edges: [...paths.values()] };
  if (graph.nodes.length === 0 || graph.nodes.length > 2 * MOST_NODES) return nothing;
  return figure(
    draw(graph, ({ type, attribute, kind }) =>
      linkOf(typeAnchor(kind === 'metaverse' ? attribute : `${type}.${attribute}`)),
    ),
    'Object types, and the rules between them',
  );
};

const nodeFor = (kind: FlowNode['kind'], name: string): FlowNode => {
  const [connector = '', type] = name.split('.');
  const [box, attribute] = type === undefined ? ['metaverse', connector] : [connector, type];
  return { id: `${kind} ${name}`, kind, type: box, attribute, derived: false };
};
