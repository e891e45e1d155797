// What is wrong with a configuration: all findings at once, each with its place.
import type { TextPlace } from './json.js';

export interface ConfigFinding {
  readonly file: string;
  readonly place: TextPlace | undefined;
  readonly message: string;
}

/** The configuration, or a file that it names, cannot be used. */
export class ConfigError extends Error {
  constructor(readonly findings: readonly ConfigFinding[]) {
    super(findings.map(findingText).join('\n'));
    this.name = 'ConfigError';
  }
}

const findingText = ({ file, place, message }: ConfigFinding): string =>
  place ? `${file}:${place.line}:${place.column}: ${message}` : `${file}: ${message}`;
