// Reporting what is wrong inside an expression, and the edits that mend it.

import { expressionsDiagnostics } from '../../diagnostics/catalogue/expressions.js';
import { diagnosticsOf, type Extras } from '../../diagnostics/define.js';
import type { Fix } from '../../diagnostics/diagnostic.js';
import type { Location, Span } from '../../source/source.js';
import { meant } from '../nearest-name.js';
import type { Typed } from '../scope.js';
import type { Context } from './context.js';
import { broken } from './typed.js';

const diagnostic = diagnosticsOf(expressionsDiagnostics);
type Code = keyof typeof expressionsDiagnostics;
type Values<C extends Code> = Parameters<typeof diagnostic<C>>[2];

/** Reports, and gives the result that stands for what is wrong. */
export const report = <C extends Code>(
  context: Context,
  code: C,
  node: { readonly span: Span },
  values: Values<C>,
  extras: Extras = {},
): Typed => {
  context.scope.report(diagnostic(code, locationOf(context, node), values, extras));
  return broken;
};

export const locationOf = (context: Context, node: { readonly span: Span }): Location => ({
  file: context.scope.file,
  span: node.span,
});

/** The text of a part of the program as written. */
export const sourceOf = (context: Context, node: { readonly span: Span }): string =>
  context.scope.file.text.slice(node.span.start, node.span.end);

export const replace = (context: Context, node: { readonly span: Span }, title: string, text: string): Fix => ({
  title,
  edits: [{ location: locationOf(context, node), text }],
});

/** The same, where nobody needs to look: the meaning stays, or there is only one. */
export const replaceSafely = (context: Context, node: { readonly span: Span }, title: string, text: string): Fix => ({
  ...replace(context, node, title, text),
  safe: true,
});

/** The fix that puts something around a part. */
export const wrap = (
  context: Context,
  node: { readonly span: Span },
  title: string,
  around: { readonly before: string; readonly after: string },
): Fix => replace(context, node, title, `${around.before}${sourceOf(context, node)}${around.after}`);

/** The help and the fixes for a name that is not known: the nearest of those that are. */
export const suggestions = (
  context: Context,
  name: { readonly text: string; readonly span: Span },
  candidates: readonly string[],
): Extras => meant(locationOf(context, name), name.text, candidates);
