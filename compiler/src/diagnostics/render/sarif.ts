// Diagnostics as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), for code scanning and editors.
import type { Location } from '../../source/source.js';
import type { Definition } from '../define.js';
import type { Diagnostic, Fix, Severity } from '../diagnostic.js';
import { type PathOf, regionOf } from './places.js';

export interface SarifOptions {
  readonly pathOf: PathOf;
  readonly version: string;
  /** What the catalogue says about a code. */
  readonly definitionOf: (code: string) => Definition | undefined;
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'note' };

/** A log with one run: the codes that were found as its rules, with their pages as help, and the findings with their fixes. */
export const renderSarif = (diagnostics: readonly Diagnostic[], options: SarifOptions): string => {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'rulec',
            semanticVersion: options.version,
            rules: codes.map((code) => ruleOf(code, options.definitionOf(code))),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes, options)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const ruleOf = (code: string, definition: Definition | undefined) =>
  definition === undefined
    ? { id: code }
    : {
        id: code,
        shortDescription: { text: definition.title },
        fullDescription: { text: definition.explanation },
        help: { text: definition.explanation, markdown: definition.explanation },
        defaultConfiguration: { level: LEVELS[definition.severity] },
      };

const resultOf = (diagnostic: Diagnostic, codes: readonly string[], { pathOf }: SarifOptions) => {
  const { code, severity, message, help, location, related, fixes } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text: help === undefined ? message : `${message}. Help: ${help}` },
    locations: [physical(location, pathOf)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((each, id) => ({
            id,
            ...physical(each.location, pathOf),
            message: { text: each.message },
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, pathOf)) }),
  };
};

const physical = (location: Location, pathOf: PathOf) => ({
  physicalLocation: { artifactLocation: artifact(location.file.path, pathOf), region: region(location) },
});

/** Relative to where the command ran, percent-encoded (RFC 3986). */
const artifact = (path: string, pathOf: PathOf) => ({ uri: pathOf(path).split('/').map(encodeURIComponent).join('/') });

const region = (location: Location) => {
  const { start, end } = regionOf(location);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
};

const fixOf = ({ title, edits }: Fix, pathOf: PathOf) => {
  const paths = [...new Set(edits.map(({ location }) => location.file.path))];
  return {
    description: { text: title },
    artifactChanges: paths.map((path) => ({
      artifactLocation: artifact(path, pathOf),
      replacements: edits
        .filter(({ location }) => location.file.path === path)
        .map(({ location, text }) => ({ deletedRegion: region(location), insertedContent: { text } })),
    })),
  };
};
