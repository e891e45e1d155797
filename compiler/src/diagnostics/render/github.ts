// Diagnostics as workflow commands of GitHub Actions, which shows them beside the changed lines.
import type { Diagnostic, Severity } from '../diagnostic.js';
import { type PathOf, regionOf } from './places.js';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'notice' };

/** One command a line. Source of the form: "Workflow commands for GitHub Actions", docs.github.com. */
export const renderGithub = (diagnostics: readonly Diagnostic[], pathOf: PathOf): string =>
  diagnostics.map((diagnostic) => `${commandOf(diagnostic, pathOf)}\n`).join('');

const commandOf = ({ severity, code, message, help, location }: Diagnostic, pathOf: PathOf): string => {
  const { start, end } = regionOf(location);
  const properties = {
    file: pathOf(location.file.path),
    line: start.line,
    endLine: end.line,
    // A column range over several lines is refused.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title: code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${inProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(',')}::${inMessage(help === undefined ? message : `${message}\n${help}`)}`;
};

const inMessage = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const inProperty = (text: string): string => inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
