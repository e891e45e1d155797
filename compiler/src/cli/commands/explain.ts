// `rulec explain CODE`: the catalogue's page about a diagnostic; without a code, all of them by their titles.
import { catalogue } from '../../catalogue/index.js';
import { didYouMean } from '../../diagnostics/index.js';
import { diagnosticPage } from '../../docs/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';

export const explain = (io: Io, code: string | undefined): ExitCode => {
  if (code === undefined) return list(io);
  const page = diagnosticPage(code.toUpperCase());
  if (page === undefined) {
    const near = didYouMean(code.toUpperCase(), Object.keys(catalogue));
    throw new UsageError(
      `expected the code of a diagnostic, such as SR4002, found ${code}`,
      near ?? '`rulec explain` lists all of them',
    );
  }
  io.out(page);
  return EXIT.fine;
};

const list = (io: Io): ExitCode => {
  for (const [code, { severity, title }] of Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1)))
    io.out(`${code}  ${severity.padEnd('warning'.length)}  ${title}\n`);
  return EXIT.fine;
};
