// The secrets that this process has read, so that none of them leaves it in a text.

const MASK = '[secret]';

/** A text as short as this is found everywhere; masking it would hide nothing and spoil everything. */
const SHORTEST = 4;

/** Remembers secrets and takes them out of texts, also where they stand in JSON, in an address, or in base64. */
export class Secrets {
  readonly #forms = new Set<string>();

  /** From now on no text that goes through {@link scrub} shows this one. Gives it back. */
  keep(secret: string): string {
    if (secret.length >= SHORTEST) for (const form of formsOf(secret)) this.#forms.add(form);
    return secret;
  }

  scrub(text: string): string {
    let scrubbed = text;
    for (const form of this.#forms) scrubbed = scrubbed.replaceAll(form, MASK);
    return scrubbed;
  }
}

const formsOf = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];
