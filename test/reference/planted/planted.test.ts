// The mutation check: histories find each fault that is planted into the engine. Takes long, so it is asked for.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PLANTS } from './plants.js';

/** The fault must show within so many histories. */
const MOST = 10_000;
/** Compiled: a plant is put into the engine as it is built, where modules are loaded by Node alone. */
const PLAYER = fileURLToPath(new URL('../../dist/reference/planted/player.js', import.meta.url));

const found = async (plant: (typeof PLANTS)[number]): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, [PLAYER, JSON.stringify(plant), String(MOST)]);
  return stdout === '' ? undefined : JSON.parse(stdout);
};

describe.runIf(process.env.SYNCRULE_LONG === '1')('histories find a planted fault', () => {
  it.each(PLANTS)('$what', { timeout: 10_000_000 }, async (plant) => {
    const fault = await found(plant);
    expect(fault, `not found in ${MOST} histories`).toBeDefined();
    console.log(`${plant.what}: ${JSON.stringify(fault)}`);
  });
});
