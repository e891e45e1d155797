// The typed catalogue's machinery: a code, its words, and a constructor whose arguments TypeScript checks.
import type { Location } from '../source/source.js';
import type { Diagnostic, Fix, Severity } from './diagnostic.js';

/** What stands in the catalogue for one code. `{name}` in `message` and `help` are filled in. */
export interface Definition {
  readonly severity: Severity;
  /** Heading of its page: a short noun phrase. */
  readonly title: string;
  readonly message: string;
  readonly help?: string;
  /** The page: why it is wrong and what to do, in Markdown, two to six sentences. */
  readonly explanation: string;
  /** A program, or a part of one, that gives exactly this diagnostic, and the same mended. */
  readonly wrong: string;
  readonly right: string;
}

type Holes<Text> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
type HolesOf<D extends Definition> = Holes<D['message']> | Holes<D['help']>;

export interface Extras {
  readonly label?: string;
  readonly related?: Diagnostic['related'];
  readonly notes?: readonly string[];
  /** Replaces the catalogue's help. */
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}

/** What a diagnostic's texts ask for, by name. */
export type ArgumentsOf<D extends Definition> = { readonly [Hole in HolesOf<D>]: string };

/** Declares one part of the catalogue; keys are codes. */
export const defineDiagnostics = <const T extends Record<string, Definition>>(definitions: T): T => definitions;

/** Makes the diagnostic of a code, at a place, with the values that its texts name. */
export type Reporter<T extends Record<string, Definition>> = <Code extends keyof T & string>(
  code: Code,
  location: Location,
  values: ArgumentsOf<T[Code]>,
  extras?: Extras,
) => Diagnostic;

/** A constructor of diagnostics over a part of the catalogue: `report('SR1001', location, { found: '}' })`. */
export const diagnosticsOf =
  <const T extends Record<string, Definition>>(definitions: T): Reporter<T> =>
  (code, location, values, extras = {}) => {
    const definition: Definition | undefined = definitions[code];
    if (definition === undefined) throw new Error(`bug: no diagnostic ${code} in this part of the catalogue`);
    const help = extras.help ?? (definition.help === undefined ? undefined : fill(definition.help, values));
    return {
      code,
      severity: definition.severity,
      message: fill(definition.message, values),
      location,
      related: extras.related ?? [],
      notes: extras.notes ?? [],
      fixes: extras.fixes ?? [],
      ...(extras.label === undefined ? {} : { label: extras.label }),
      ...(help === undefined ? {} : { help }),
    };
  };

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_, hole: string) => values[hole] ?? `{${hole}}`);
