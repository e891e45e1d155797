// Circles in a graph of names: functions that call each other, `let`s, includes.

/**
 * The circles of a graph, each as the way round (`a b c a`), each found once, starting with the first of its nodes in
 * the given order. A node on several circles is shown on one.
 */
export const circlesOf = (nodes: Iterable<string>, next: (node: string) => readonly string[]): string[][] => {
  const done = new Set<string>();
  const circles: string[][] = [];
  const visit = (node: string, way: readonly string[]): void => {
    const from = way.indexOf(node);
    if (from >= 0) circles.push([...way.slice(from), node]);
    if (from >= 0 || done.has(node)) return;
    for (const other of next(node)) visit(other, [...way, node]);
    done.add(node);
  };
  for (const node of nodes) visit(node, []);
  return circles;
};
