// The graph as SVG, laid out by Graphviz, which is loaded only when a picture is asked for.
import { dotText, type Links } from './dot.js';
import type { FlowGraph } from './graph.js';

export type SvgMaker = (graph: FlowGraph, links: Links) => string;

/** A function that lays graphs out; loading Graphviz takes a moment, so take it once for many graphs. */
export const svgMaker = async (): Promise<SvgMaker> => {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return (graph, links) => {
    const svg = viz.renderString(dotText(graph, links), { format: 'svg' });
    return `${svg.slice(svg.indexOf('<svg')).trim()}\n`;
  };
};
