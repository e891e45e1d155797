// `rulec explain CODE`: the catalogue's page about a diagnostic.
import { catalogue } from '../../catalogue/index.js';
import { didYouMean } from '../../diagnostics/index.js';
import { diagnosticPage } from '../../docs/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';

export const explain = (io: Io, code: string): ExitCode => {
  const page = diagnosticPage(code.toUpperCase());
  if (page === undefined) {
    const near = didYouMean(code.toUpperCase(), Object.keys(catalogue));
    throw new UsageError(
      `expected the code of a diagnostic, such as SR4002, found ${code}`,
      near ?? 'docs/diagnostics/README.md lists all codes',
    );
  }
  io.out(page);
  return EXIT.fine;
};
