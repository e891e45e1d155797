// What the commands have in common where they are declared.
import { InvalidArgumentError, Option } from 'commander';

export const limit = (description: string, most: number): Option =>
  new Option('--limit <number>', description).default(most).argParser(wholeNumber);

export const example = (...lines: readonly string[]): string =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;

/** Parses an argument; commander tells the operator what is wrong with it. */
export const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a whole number above 0.');
};

export const portNumber = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('It must be a port, 0 to 65535.');
};
