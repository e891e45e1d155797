// Pictures of attribute flow.
export { dotText } from './dot.js';
export { type FlowEdge, type FlowGraph, type FlowNode, flowGraph, flowOf } from './graph.js';
export { mermaidText } from './mermaid.js';
export { svgMaker } from './svg.js';
