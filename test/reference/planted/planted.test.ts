// The mutation check: histories find faults that are planted into the engine. Of each a program is known whose histories do;
// that some of the plain programs do, from the first one on, takes long and is asked for.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HISTORIES_OF_ONE } from '../numbered.js';
import { PLANTS, type Plant } from './plants.js';

/** The fault must show within so many histories. */
const MOST = 10_000;
/** Compiled: a plant is put into the engine as it is built, where modules are loaded by Node alone. */
const PLAYER = fileURLToPath(new URL('../../dist/reference/planted/player.js', import.meta.url));

const found = async (plant: Plant, program: number, histories: number): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    PLAYER,
    JSON.stringify(plant),
    String(program),
    String(histories),
  ]);
  return stdout === '' ? undefined : JSON.parse(stdout);
};

describe('histories find a planted fault', () => {
  it.each(PLANTS)('$what', { timeout: 600_000 }, async (plant) => {
    const { program } = plant;
    const fault = await found(plant, program, HISTORIES_OF_ONE);
    expect(fault, `program ${program} does not find it; play from 0 on to learn which does`).toBeDefined();
  });
});

describe.runIf(process.env.SYNCRULE_LONG === '1')('histories from the first on find a planted fault', () => {
  it.each(PLANTS)('$what', { timeout: 10_000_000 }, async (plant) => {
    const fault = await found(plant, 0, MOST);
    expect(fault, `not found in ${MOST} histories`).toBeDefined();
    console.log(`${plant.what}: ${JSON.stringify(fault)}`);
  });
});
