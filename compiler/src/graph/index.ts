// Pictures of attribute flow.
export { dotText, type Links, noLinks } from './dot.js';
export { type FlowEdge, type FlowGraph, type FlowNode, flowGraph, flowOf } from './graph.js';
export { mermaidText } from './mermaid.js';
export { type SvgMaker, svgMaker } from './svg.js';
