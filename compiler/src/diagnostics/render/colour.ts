// Colours of a terminal (SGR codes of ECMA-48).

export type Style = 'red' | 'yellow' | 'cyan' | 'blue' | 'bold';
/** Puts a text into a style; or leaves it alone, where there are no colours. */
export type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, string>> = { red: '1;31', yellow: '1;33', cyan: '1;36', blue: '34', bold: '1' };

export const paintFor =
  (colour: boolean): Paint =>
  (style, text) =>
    colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
