// Texts with holes (8.10), DN templates (8.11) and references by name.
import type { DnPart, Expr } from '../plan/expression.js';
import { dnKey, escapeDnValue } from '../values/dn/index.js';
import { type Content, refByName } from '../values/value.js';
import { type Code, computed, constant, folded } from './code.js';
import type { Environment, Evaluate } from './environment.js';
import type { Scope } from './scope.js';

type Part = string | Evaluate;

/** A text with holes: absent as soon as one hole is. */
export function compileText(parts: readonly (string | Expr)[], scope: Scope): Code {
  const codes = parts.map((part) => (typeof part === 'string' ? constant(part) : scope.compile(part, scope)));
  const compiled = codes.map(partOf);
  return folded(
    codes,
    computed((environment) => joined(compiled, environment)),
  );
}

const partOf = (code: Code): Part =>
  code.kind === 'constant' && typeof code.value === 'string' ? code.value : code.evaluate;

function joined(parts: readonly Part[], environment: Environment): string | undefined {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
    } else {
      const content = part(environment);
      if (content === undefined) return undefined;
      text += holeText(content);
    }
  }
  return text;
}

/** Texts and names as they are, integers in decimal. */
const holeText = (content: Content): string => (typeof content === 'string' ? content : String(content));

/** As {@link compileText} for the text of an `error`, in which an absent hole reads `absent` (8.19). */
export function compileMessage(message: Expr, scope: Scope): (environment: Environment) => string {
  const parts = message.op === 'text' ? message.parts : [message];
  const compiled = parts.map((part) => (typeof part === 'string' ? part : scope.compile(part, scope).evaluate));
  return (environment) =>
    compiled.map((part) => (typeof part === 'string' ? part : holeText(part(environment) ?? 'absent'))).join('');
}

/** A DN template; an absent or empty hole makes the whole absent. */
export function compileDn(parts: readonly DnPart[], scope: Scope): Code {
  const codes = parts.map((part) =>
    'run' in part ? filled(scope.compile(part.run, scope)) : compileRdn(part.rdn, scope),
  );
  const compiled = codes.map(partOf);
  return folded(
    codes,
    computed((environment) => separated(compiled, ',', environment)),
  );
}

type RdnPart = Extract<DnPart, { readonly rdn: unknown }>['rdn'];

function compileRdn(pairs: RdnPart, scope: Scope): Code {
  const codes = pairs.map(({ type, value }) => compilePair(type, value, scope));
  const compiled = codes.map(partOf);
  return folded(
    codes,
    compiled.length === 1 && codes[0] !== undefined
      ? codes[0]
      : computed((environment) => separated(compiled, '+', environment)),
  );
}

function compilePair(type: string, value: readonly (string | Expr)[], scope: Scope): Code {
  const codes = value.map((part) => (typeof part === 'string' ? constant(part) : filled(scope.compile(part, scope))));
  const compiled = codes.map(partOf);
  return folded(
    codes,
    computed((environment) => {
      const text = joined(compiled, environment);
      return text === undefined ? undefined : `${type}=${escapeDnValue(text)}`;
    }),
  );
}

/** A hole in which the empty text counts as absent. */
function filled(code: Code): Code {
  const { evaluate } = code;
  return folded(
    [code],
    computed((environment) => {
      const content = evaluate(environment);
      return content === '' ? undefined : content;
    }),
  );
}

function separated(parts: readonly Part[], separator: string, environment: Environment): string | undefined {
  let text = '';
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    const content = typeof part === 'function' ? part(environment) : part;
    if (content === undefined) return undefined;
    text += at === 0 ? holeText(content) : separator + holeText(content);
  }
  return text;
}

/** A reference to the object of that name in the target's connector (T2). */
export function compileNamed(name: Expr, scope: Scope): Code {
  const code = scope.compile(name, scope);
  return folded(
    [code],
    computed((environment) => {
      const text = code.evaluate(environment);
      return typeof text === 'string' ? refByName(dnKey(text)) : undefined;
    }),
  );
}
