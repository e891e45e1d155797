// Diagnostics for people: the message, the line with a mark under what is wrong, what to do.
import { type Location, lineAndColumn } from '../../source/source.js';
import type { Diagnostic, Severity } from '../diagnostic.js';
import { type Paint, paintFor, type Style } from './colour.js';
import { showLine, widthOf } from './width.js';

export interface TextOptions {
  /** Whether to use colours: the caller knows the terminal and `NO_COLOR`. */
  readonly colour: boolean;
}

const STYLE: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', hint: 'cyan' };

/** All diagnostics, each with its frames, separated by empty lines; ends with a line end unless there are none. */
export const renderText = (diagnostics: readonly Diagnostic[], options: TextOptions): string => {
  const paint = paintFor(options.colour);
  return gathered(diagnostics)
    .map((diagnostic) => `${renderDiagnostic(diagnostic, paint)}\n`)
    .join('\n');
};

/** More of the same than this have one cause, most often: the first is shown, and how many others there are. */
const ALIKE = 3;

const gathered = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const groups = new Map<string, Diagnostic[]>();
  for (const each of diagnostics) {
    const key = JSON.stringify([each.code, each.message, textOfSpan(each.location)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const many = [...groups.values()].filter((group) => group.length > ALIKE);
  const instead = new Map(many.flatMap((group) => group.map((each, i) => [each, i === 0 ? counted(each, group) : []])));
  return diagnostics.flatMap((each) => instead.get(each) ?? each);
};

const counted = (diagnostic: Diagnostic, { length }: readonly Diagnostic[]): Diagnostic => ({
  ...diagnostic,
  notes: [...diagnostic.notes, `the same is found at ${length - 1} other places`],
});

const textOfSpan = ({ file, span }: Location): string => file.text.slice(span.start, span.end);

/** The line of a place with a mark under it, as lines of text: for what is no diagnostic. */
export const sourceFrame = (location: Location, { colour }: TextOptions): readonly string[] =>
  renderFrame(location, '', '^', 'red', { gutter: String(startOf(location).line).length + 1, paint: paintFor(colour) });

/** "2 errors and 1 warning"; empty when there are none. */
export const summary = (diagnostics: readonly Diagnostic[]): string => {
  const counts = (['error', 'warning', 'hint'] as const)
    .map((severity) => count(diagnostics.filter((diagnostic) => diagnostic.severity === severity).length, severity))
    .filter((text) => text !== '');
  return counts.length < 2 ? counts.join('') : `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}`;
};

const count = (number: number, word: string): string => {
  if (number === 0) return '';
  return `${number} ${word}${number === 1 ? '' : 's'}`;
};

const renderDiagnostic = (diagnostic: Diagnostic, paint: Paint): string => {
  const style = STYLE[diagnostic.severity];
  const places = [diagnostic.location, ...diagnostic.related.map((related) => related.location)];
  const gutter = Math.max(2, ...places.map((place) => String(startOf(place).line).length));
  const frame = { gutter, paint };
  const lines = [
    `${paint(style, `${diagnostic.severity}[${diagnostic.code}]`)}${paint('bold', `: ${diagnostic.message}`)}`,
    ...renderFrame(diagnostic.location, diagnostic.label ?? '', '^', style, frame),
    ...diagnostic.related.flatMap((related) => renderFrame(related.location, related.message, '-', 'blue', frame)),
    ...endNotes(diagnostic, frame),
  ];
  return lines.join('\n');
};

interface Frame {
  /** Columns for line numbers. */
  readonly gutter: number;
  readonly paint: Paint;
}

const startOf = (location: Location) => lineAndColumn(location.file, location.span.start);

const renderFrame = (location: Location, label: string, mark: string, style: Style, frame: Frame): string[] => {
  const { gutter, paint } = frame;
  const { line, column } = startOf(location);
  const bar = `${' '.repeat(gutter)}${paint('blue', '│')}`;
  const text = textOfLine(location, line);
  const before = text.slice(0, column - 1);
  const marked = text.slice(column - 1, column - 1 + location.span.end - location.span.start);
  const underline = mark.repeat(Math.max(1, widthOf(marked)));
  const pointer = `${' '.repeat(widthOf(before))}${paint(style, label === '' ? underline : `${underline} ${label}`)}`;
  return [
    `${' '.repeat(gutter)}${paint('blue', '┌─')} ${location.file.path}:${line}:${column}`,
    bar,
    `${paint('blue', `${String(line).padStart(gutter)}│`)} ${showLine(text)}`.trimEnd(),
    `${bar} ${pointer}`,
  ];
};

/** Without its line end. Of a span over several lines the first is shown. */
const textOfLine = ({ file }: Location, line: number): string => {
  const start = file.lineStarts[line - 1] ?? 0;
  const end = file.lineStarts[line] ?? file.text.length + 1;
  return file.text.slice(start, end - 1).replace(/\r$/, '');
};

const endNotes = (diagnostic: Diagnostic, { gutter, paint }: Frame): string[] => {
  const notes = diagnostic.notes.map((text) => ({ kind: 'note', text }));
  const all = [...notes, { kind: 'help', text: helpOf(diagnostic) }];
  const lines = all.map(
    ({ kind, text }) => `${' '.repeat(gutter)}${paint('blue', '=')} ${paint('bold', `${kind}:`)} ${text}`,
  );
  return [`${' '.repeat(gutter)}${paint('blue', '│')}`, ...lines];
};

/** What to do: in its own words, else as its edits say it, else where it is told at length. */
const helpOf = ({ code, help, fixes }: Diagnostic): string => {
  if (help !== undefined) return help;
  const titles = fixes.map(({ title }) => `${title.charAt(0).toLowerCase()}${title.slice(1)}`);
  return titles.length > 0 ? titles.join(', or ') : `\`rulec explain ${code}\` says more`;
};
