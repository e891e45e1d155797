// G4: where nothing flows back, exporting, importing and synchronising come to rest.
import type { Operation } from '@syncrule/runtime/store';
import { stateOfMemoryStore } from '@syncrule/runtime/store/memory';
import type { World } from '../support/world.js';
import { Disagreement } from './compare.js';
import { reached } from './coverage.js';

const DAY = 86_400_000;
/** One export puts everything in its place; the second sends what names and references had to wait for. */
const ROUNDS = 3;

/** What is staged and does not wait for the time of another attempt. */
const leftOf = (world: World): readonly Operation[] => {
  const { operations, unclaimed, objects, addRefusals } = stateOfMemoryStore(world.store);
  const waits = ({ object, mv, slot }: Operation): boolean =>
    object === undefined
      ? (mv === undefined ? [] : (addRefusals.get(mv) ?? [])).some(
          (each) => each.retry !== undefined && each.slot.connector === slot.connector && each.slot.type === slot.type,
        )
      : objects.get(object)?.written?.retry !== undefined;
  return [...[...operations.values()].flat(), ...unclaimed.values()].filter((each) => !waits(each));
};

/** Targets store what they are sent, and nothing else happens: nothing is left to do. */
export const comesToRest = async (world: World, from: number): Promise<void> => {
  let at = from;
  for (const system of world.systems.values()) system.verdict = () => 'apply';
  for (let round = 0; round <= ROUNDS; round += 1) {
    at += DAY / 24;
    await world.import(at);
    await world.sync(at);
    const operations = leftOf(world);
    if (operations.length === 0) {
      reached('check: comes to rest (G4)');
      return;
    }
    if (round === ROUNDS)
      throw new Disagreement(
        `after ${ROUNDS} exports there is still to do (G4): ${JSON.stringify(operations, (_, each) => (typeof each === 'bigint' ? String(each) : each))}`,
      );
    await world.export(at + 1000);
  }
};
