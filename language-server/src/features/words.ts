// A finding in one text: the message, what belongs to it, and what to do.
import type { Diagnostic } from '@syncrule/compiler/diagnostics';

export const messageOf = ({ message, notes, help }: Diagnostic): string =>
  [message, ...notes, ...(help === undefined ? [] : [`help: ${help}`])].join('\n');
