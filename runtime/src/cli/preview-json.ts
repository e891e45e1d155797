// A preview as JSON, complete. The shape has a version.
import type { Preview, PreviewedOperation, Trial } from '../preview/index.js';

export const previewJson = (preview: Preview) => ({ format: 'syncrule-preview/1', ...previewed(preview) });

export const trialJson = ({ statistics, staged, errors, ...preview }: Trial) => ({
  format: 'syncrule-preview/1',
  ...previewed(preview),
  trial: {
    statistics,
    staged,
    errors: {
      before: errors.before,
      after: errors.after,
      found: errors.found.map(({ unit, kind, message, slot, attribute, rule, place }) => ({
        unit,
        kind,
        message,
        slot,
        attribute,
        rule,
        place,
      })),
    },
  },
});

const previewed = ({ plan, stamp, connectors }: Preview) => ({
  plan,
  stamp,
  connectors: connectors.map(({ connector, changeset, verdict, groups, operations, left }) => ({
    connector,
    changeset,
    ...verdict,
    left,
    groups,
    operations: operations.map(plain),
  })),
});

const plain = ({ canonical: _, ...operation }: PreviewedOperation) => operation;
