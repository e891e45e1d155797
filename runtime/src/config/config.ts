// The configuration of the runtime, as `syncrule.config.json` has it.
import type { Guards, Step } from '../runs/index.js';

export interface Config {
  readonly $schema?: string;
  /** Paths here and below are relative to the file. */
  readonly plan: string;
  readonly store: string;
  readonly connectors: Readonly<Record<string, ConnectorConfig>>;
  readonly profiles?: Readonly<Record<string, readonly Step[]>>;
  readonly guards?: Partial<Guards>;
}

export interface ConnectorConfig {
  readonly kind: string;
  /** The schema file of the connected system: the one that the rules were compiled with. */
  readonly schema: string;
  /** What the kind asks for. */
  readonly settings: unknown;
}
