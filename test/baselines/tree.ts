// A syntax tree as indented text: a line for each node and member, expressions in brackets, operator first.
import type { Expression, FileTree } from '@syncrule/compiler/syntax';
import { showExpression } from '@syncrule/compiler/syntax/testing';

export const treeText = (tree: FileTree): string =>
  tree.declarations.map((declaration) => `${lines(declaration, 0).join('\n')}\n`).join('\n');

const lines = (value: unknown, depth: number): readonly string[] => {
  const indent = '  '.repeat(depth);
  if (isExpression(value)) return [`${indent}${showExpression(value)}`];
  if (!isRecord(value)) return [`${indent}${typeof value === 'string' ? JSON.stringify(value) : String(value)}`];
  if (isName(value)) return [`${indent}${value.text === '' ? '◌' : value.text}`];
  const { kind, span: _, ...members } = value;
  const heading = typeof kind === 'string' ? [`${indent}${kind}`] : [];
  const below = heading.length === 0 ? depth : depth + 1;
  return [...heading, ...Object.entries(members).flatMap(([name, member]) => memberLines(name, member, below))];
};

const memberLines = (name: string, member: unknown, depth: number): readonly string[] => {
  const indent = '  '.repeat(depth);
  if (member === undefined || isSpan(member) || (Array.isArray(member) && member.length === 0)) return [];
  if (Array.isArray(member)) return [`${indent}${name}:`, ...member.flatMap((each) => lines(each, depth + 1))];
  const [only, ...more] = lines(member, depth + 1);
  return more.length === 0
    ? [`${indent}${name}: ${only?.trim()}`]
    : [`${indent}${name}:`, ...(only === undefined ? [] : [only]), ...more];
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isName = (value: Readonly<Record<string, unknown>>): value is { readonly text: string } =>
  typeof value.text === 'string' && Object.keys(value).length === 2 && 'span' in value && !('kind' in value);

const isSpan = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).length === 2 && 'start' in value && 'end' in value;

const EXPRESSIONS: ReadonlySet<unknown> = new Set<Expression['kind']>([
  'missing',
  'text',
  'integer',
  'duration',
  'date',
  'instant',
  'boolean',
  'absent',
  'name',
  'qualified',
  'same',
  'self',
  'member',
  'call',
  'list',
  'if',
  'case',
  'every',
  'and',
  'or',
  'not',
  'comparison',
  'presence',
  'otherwise',
  'arithmetic',
  'negative',
  'parenthesised',
  'clear',
  'keep',
  'error',
]);

/** Kinds of types and of steps of tests share names with expressions, and lack what these have. */
const isExpression = (value: unknown): value is Expression =>
  isRecord(value) && EXPRESSIONS.has(value.kind) && !('many' in value) && !('type' in value && value.kind === 'error');
