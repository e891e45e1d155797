// Times and durations as people read them.

export const instant = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
