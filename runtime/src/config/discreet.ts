// A connector whose texts show no secret, whatever the connected system put into them.
import { type Connector, ConnectorError, type ExportOutcome, type ImportEvent } from '../connectors/index.js';
import type { Secrets } from '../logging/index.js';

/** The same connector; messages of faults, outcomes and rows have the secrets masked that were read for it. */
export const discreet = (connector: Connector, secrets: Secrets): Connector => ({
  get capabilities() {
    return connector.capabilities;
  },
  schema: () => connector.schema().catch(masked(secrets)),
  import: (request) => each(connector.import(request), secrets, (event) => maskedEvent(event, secrets)),
  export: (requests, options) =>
    each(connector.export(requests, options), secrets, (outcome) => maskedOutcome(outcome, secrets)),
  lookUp: async (type, by, selection) => {
    const answer = await connector.lookUp(type, by, selection).catch(masked(secrets));
    return typeof answer === 'string' ? answer : maskedEvent(answer, secrets);
  },
  close: () => connector.close().catch(masked(secrets)),
});

async function* each<T>(items: AsyncIterable<T>, secrets: Secrets, mask: (item: T) => T): AsyncGenerator<T> {
  try {
    for await (const item of items) yield mask(item);
  } catch (error) {
    masked(secrets)(error);
  }
}

/** Throws the error again; one whose message shows a secret as another of its kind, without its cause. */
export const masked =
  (secrets: Secrets) =>
  (error: unknown): never => {
    if (!(error instanceof Error)) throw error;
    const message = secrets.scrub(error.message);
    if (!(error instanceof ConnectorError)) {
      error.message = message;
      throw error;
    }
    throw message === error.message ? error : new ConnectorError(error.kind, message);
  };

const maskedEvent = (event: ImportEvent, secrets: Secrets): ImportEvent => {
  if (event.kind === 'fault') return { ...event, message: secrets.scrub(event.message) };
  return 'faults' in event && event.faults ? { ...event, faults: maskedFaults(event.faults, secrets) } : event;
};

const maskedOutcome = (outcome: ExportOutcome, secrets: Secrets): ExportOutcome => {
  if ('message' in outcome) return { ...outcome, message: secrets.scrub(outcome.message) };
  return outcome.kind === 'partly' ? { ...outcome, attributes: maskedFaults(outcome.attributes, secrets) } : outcome;
};

const maskedFaults = <T extends { readonly message: string }>(faults: readonly T[], secrets: Secrets): readonly T[] =>
  faults.map((fault) => ({ ...fault, message: secrets.scrub(fault.message) }));
