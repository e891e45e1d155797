// What an export keeps in memory while it runs.
import type { Connector } from '../../connectors/index.js';
import type { PlanConnector } from '../../plan/index.js';
import type { IdSource } from '../import/session.js';
import type { RetryPolicy } from '../retry.js';
import type { Space } from '../space.js';
import type { Tally } from '../statistics.js';
import type { ExportErrors } from './errors.js';

export interface ExportSession {
  readonly space: Space;
  readonly connector: PlanConnector;
  readonly system: Connector;
  readonly at: number;
  readonly retry: RetryPolicy;
  readonly tally: Tally;
  readonly errors: ExportErrors;
  readonly ids: IdSource;
}
