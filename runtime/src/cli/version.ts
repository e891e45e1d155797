// The version of syncrule: that of its package.
import { readFileSync } from 'node:fs';

export const version = (): string => {
  const about: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : 'unknown';
};
