// The graph as SVG, laid out by Graphviz, which is loaded only when a picture is asked for.
import { dotText } from './dot.js';
import type { FlowGraph } from './graph.js';

/** A function that lays graphs out; loading Graphviz takes a moment, so take it once for many graphs. */
export const svgMaker = async (): Promise<(graph: FlowGraph) => string> => {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return (graph) => {
    const svg = viz.renderString(dotText(graph), { format: 'svg' });
    return `${svg.slice(svg.indexOf('<svg')).trim()}\n`;
  };
};
