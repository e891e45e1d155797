// `flows` by themselves: checked for each pair of their types, without the scope of any rule (W4).
import type { FlowsDeclaration } from '../../syntax/index.js';
import { noFacts } from '../expressions/index.js';
import { Findings, type Report, reportVariants, silent } from '../findings.js';
import type { PlaceOf } from '../places.js';
import type { Declared } from '../tables.js';
import type { World } from '../world.js';
import { checkFlows } from './flows.js';
import { partsOf } from './includes.js';
import { letsByPart } from './lets.js';
import { type Pair, pairsOf, pairText } from './pairs.js';
import { checkFlowsStructure, reportHidden, reportIncludedTypes } from './structure.js';

/** Checks one `flows`. */
export const checkFlowsDeclaration = (
  entry: Declared<FlowsDeclaration>,
  world: World,
  placeOf: PlaceOf,
  to: Report,
): void => {
  checkFlowsStructure(entry, world.tables, to);
  const { pairs } = pairsOf(entry.declaration, entry.file, world, to);
  const variants = pairs.map((pair) => ({
    variant: pairText(pair),
    findings: findingsOf(entry, pair, world, placeOf),
  }));
  reportVariants(variants, to);
};

const findingsOf = (entry: Declared<FlowsDeclaration>, pair: Pair, world: World, placeOf: PlaceOf) => {
  const { report, list } = listing();
  reportIncludedTypes(entry, pair, world.tables, report);
  reportHidden(entry, pair, report);
  const parts = partsOf(entry.declaration.clauses, entry.file, world.tables);
  const place = { world, pair, report };
  const lets = letsByPart(place, (part) => (part.included === undefined ? report : silent));
  checkFlows(parts, {
    place,
    facts: noFacts,
    placeOf,
    reportOf: (part) => (part.included === undefined ? report : silent),
    letsOf: lets.of,
  });
  return list();
};

const listing = () => {
  const findings = new Findings();
  return { report: findings.report, list: () => findings.list() };
};
