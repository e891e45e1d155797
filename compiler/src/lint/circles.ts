// Circles in a graph of steps: its strongly connected parts, and a shortest circle through a step.

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** The number of the strongly connected part of each node (Tarjan), without recursion: graphs are as deep as programs are large. */
export const componentsOf = (edges: readonly Edge[]): ReadonlyMap<string, number> => {
  const next = outgoing(edges);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const component = new Map<string, number>();
  const open: string[] = [];
  let count = 0;
  for (const root of next.keys()) {
    const work = order.has(root) ? [] : [{ node: root, at: 0 }];
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const { node } = top;
      if (top.at === 0) {
        order.set(node, order.size);
        low.set(node, order.get(node) ?? 0);
        open.push(node);
      }
      const to = next.get(node)?.[top.at]?.to;
      top.at += 1;
      if (to === undefined) {
        if (low.get(node) === order.get(node)) close(node, count++);
        work.pop();
        const above = work.at(-1)?.node;
        if (above !== undefined) lower(above, low.get(node));
      } else if (!order.has(to)) work.push({ node: to, at: 0 });
      else if (!component.has(to)) lower(node, order.get(to));
    }
  }
  return component;

  function lower(node: string, to: number | undefined): void {
    low.set(node, Math.min(low.get(node) ?? 0, to ?? Number.POSITIVE_INFINITY));
  }
  function close(root: string, number: number): void {
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      component.set(node, number);
      if (node === root) return;
    }
  }
};

/** The shortest circle that begins with this step. */
export const circleThrough = <E extends Edge>(first: E, edges: readonly E[]): readonly E[] | undefined => {
  if (first.from === first.to) return [first];
  const next = outgoing(edges);
  const cameBy = new Map<string, E>([[first.to, first]]);
  const queue = [first.to];
  for (const node of queue) {
    for (const edge of next.get(node) ?? []) {
      if (cameBy.has(edge.to) || edge.from === edge.to) continue;
      cameBy.set(edge.to, edge);
      if (edge.to === first.from) return wayBack(first, edge, cameBy);
      queue.push(edge.to);
    }
  }
  return undefined;
};

const wayBack = <E extends Edge>(first: E, last: E, cameBy: ReadonlyMap<string, E>): readonly E[] => {
  const way = [last];
  for (let edge = cameBy.get(last.from); edge !== undefined && edge !== first; edge = cameBy.get(edge.from))
    way.unshift(edge);
  return [first, ...way];
};

const outgoing = <E extends Edge>(edges: readonly E[]): ReadonlyMap<string, readonly E[]> => {
  const next = new Map<string, E[]>();
  for (const edge of edges) {
    const known = next.get(edge.from);
    if (known === undefined) next.set(edge.from, [edge]);
    else known.push(edge);
  }
  return next;
};
