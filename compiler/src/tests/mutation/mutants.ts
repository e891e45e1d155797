// All mutations of a program.
import type { SourceFile, Span } from '../../source/index.js';
import type { AttributeDeclaration, Declaration, FileTree, RuleDeclaration } from '../../syntax/index.js';
import { type ClauseChange, changesOfClauses, compete } from './clauses.js';
import { changesIn } from './expressions.js';
import { type Mutant, shownText } from './mutant.js';

export interface ParsedFile {
  readonly file: SourceFile;
  readonly tree: FileTree;
}

/** In the order of files and places. Tests are not mutated, and neither are names. */
export const mutantsOf = (parsed: readonly ParsedFile[]): readonly Mutant[] => {
  const rules = parsed.flatMap(({ file, tree }) =>
    tree.declarations.flatMap((declaration) => (declaration.kind === 'rule' ? [{ file, declaration }] : [])),
  );
  return [
    ...parsed.flatMap(({ file, tree }) => tree.declarations.flatMap((declaration) => inDeclaration(file, declaration))),
    ...precedences(rules),
  ];
};

const inDeclaration = (file: SourceFile, declaration: Declaration): readonly Mutant[] => {
  const text = (span: Span): string => file.text.slice(span.start, span.end);
  const make = (change: ClauseChange, around: Span | undefined = declaration.span): Mutant =>
    mutantOf(file, change, around);
  switch (declaration.kind) {
    case 'param':
      return declaration.value === undefined
        ? []
        : changesIn(declaration.value, text).map((change) => mutantOf(file, change, undefined));
    case 'metaverse':
      return declaration.attributes.flatMap((attribute) =>
        changesOfAttribute(attribute, text).map((change) => make(change)),
      );
    case 'namespace':
      return declaration.entries.flatMap(({ span, value }) =>
        [{ code: 'clause' as const, span, becomes: '' }, ...changesIn(value, text)].map((change) =>
          mutantOf(file, change, undefined),
        ),
      );
    case 'function':
      return changesIn(declaration.body, text).map((change) => make(change));
    case 'flows':
    case 'rule':
      return changesOfClauses(declaration.clauses, text).map((change) => make(change));
    case 'connector':
    case 'test':
      return [];
  }
};

const changesOfAttribute = (attribute: AttributeDeclaration, text: (span: Span) => string): readonly ClauseChange[] => {
  const { exact, prefer, value, type, span } = attribute;
  const exactness: readonly ClauseChange[] = exact === undefined ? [] : [{ code: 'mode', span: exact, becomes: '' }];
  const [first, second] = prefer;
  const preference: readonly ClauseChange[] =
    first === undefined || second === undefined
      ? []
      : [{ code: 'order', span: first.span, becomes: second.text, also: [{ span: second.span, becomes: first.text }] }];
  if (value === undefined) return [...exactness, ...preference];
  const before = prefer.at(-1)?.span ?? exact ?? type.span;
  const whole = { start: before.end, end: span.end };
  return [...exactness, ...preference, { code: 'clause', span: whole, becomes: '' }, ...changesIn(value, text)];
};

const mutantOf = (file: SourceFile, change: ClauseChange, declaration: Span | undefined): Mutant => {
  const { code, span, becomes, also = [] } = change;
  const edits = [{ file, span, text: becomes }, ...also.map((each) => ({ file, span: each.span, text: each.becomes }))];
  const left = change.without ?? (becomes === '' ? span : undefined);
  const text =
    left === undefined
      ? `\`${shownText(file, span)}\` becomes \`${short(becomes)}\``
      : `without \`${shownText(file, left)}\``;
  return { code, file, span: trimmed(file, left ?? span), text, edits, declaration };
};

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 72 ? `${line.slice(0, 71)}…` : line;
};

/** Without the blanks at its beginning, so that its line is that of the text. */
const trimmed = (file: SourceFile, { start, end }: Span): Span => {
  const blanks = /^\s*/.exec(file.text.slice(start, end))?.[0].length ?? 0;
  return { start: start + blanks, end };
};

interface PlacedRule {
  readonly file: SourceFile;
  readonly declaration: RuleDeclaration;
}

/** Of two rules that write one attribute, each takes the precedence of the other. */
const precedences = (rules: readonly PlacedRule[]): readonly Mutant[] =>
  rules.flatMap((one, i) => rules.slice(i + 1).flatMap((other) => exchanged(one, other)));

const exchanged = (one: PlacedRule, other: PlacedRule): readonly Mutant[] => {
  const [a, b] = [one.declaration.precedence, other.declaration.precedence];
  if (a === undefined || b === undefined || !compete(one.declaration, other.declaration)) return [];
  const [first, last] = a.value < b.value ? [one, other] : [other, one];
  const text = `\`${first.declaration.name.text}\` ranks after \`${last.declaration.name.text}\``;
  const edits = [
    { file: one.file, span: a.span, text: String(b.value) },
    { file: other.file, span: b.span, text: String(a.value) },
  ];
  return [{ code: 'order', file: one.file, span: a.span, text, edits, declaration: one.declaration.span }];
};
