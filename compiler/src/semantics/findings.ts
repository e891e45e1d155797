// Collects findings; what is found for several variants of one declaration is said once (N2).
import type { Diagnostic } from '../diagnostics/index.js';

export type Report = (diagnostic: Diagnostic) => void;

export const silent: Report = () => undefined;

/** Findings in the order of their arrival, each once. */
export class Findings {
  private readonly byKey = new Map<string, Diagnostic>();

  readonly report: Report = (diagnostic) => {
    const key = keyOf(diagnostic);
    if (!this.byKey.has(key)) this.byKey.set(key, diagnostic);
  };

  list(): readonly Diagnostic[] {
    return [...this.byKey.values()];
  }

  get hasErrors(): boolean {
    return this.list().some((diagnostic) => diagnostic.severity === 'error');
  }
}

/** What one variant of a declaration found. `variant` names it: `hr.person to person`. */
export interface VariantFindings {
  readonly variant: string;
  readonly findings: readonly Diagnostic[];
}

/** Hands on the findings of all variants; what only some of them have says which. */
export const reportVariants = (variants: readonly VariantFindings[], report: Report): void => {
  const found = new Map<string, { readonly diagnostic: Diagnostic; readonly variants: Set<string> }>();
  for (const { variant, findings } of variants) {
    for (const diagnostic of findings) {
      const entry = found.get(keyOf(diagnostic)) ?? { diagnostic, variants: new Set<string>() };
      entry.variants.add(variant);
      found.set(keyOf(diagnostic), entry);
    }
  }
  for (const { diagnostic, variants: having } of found.values()) {
    report(having.size === variants.length ? diagnostic : withNote(diagnostic, having));
  }
};

/** What mends one variant may break another: its fixes are no longer safe. */
const withNote = (diagnostic: Diagnostic, variants: ReadonlySet<string>): Diagnostic => ({
  ...diagnostic,
  fixes: diagnostic.fixes.map(({ title, edits }) => ({ title, edits })),
  notes: [...diagnostic.notes, `This is so ${[...variants].map((variant) => `from ${variant}`).join(', ')}.`],
});

/** Two findings are the same when they say the same about the same place. */
const keyOf = ({ code, location, message }: Diagnostic): string =>
  [code, location.file.path, location.span.start, location.span.end, message].join('\n');
