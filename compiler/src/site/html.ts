// HTML that cannot be broken by what is put into it: every text is escaped, parts are put in as they are.

export interface Html {
  readonly html: string;
}

type Hole = string | number | Html | readonly Html[];

/** Texts in holes are escaped; parts, and lists of parts, are not. */
export const html = (strings: TemplateStringsArray, ...holes: readonly Hole[]): Html => ({
  html: strings.map((text, at) => `${text}${at < holes.length ? filled(holes[at] ?? '') : ''}`).join(''),
});

export const nothing: Html = { html: '' };

const filled = (hole: Hole): string => {
  if (typeof hole === 'string' || typeof hole === 'number') return escaped(String(hole));
  return 'html' in hole ? hole.html : hole.map((part) => part.html).join('');
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** Data for a script, inside of a script element. */
export const jsonForScript = (data: unknown): Html => ({ html: JSON.stringify(data).replaceAll('<', '\\u003c') });
