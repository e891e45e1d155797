// `--only` and `--limit`: a part of a changeset, as it is written on the command line.
import { InvalidArgumentError, Option } from 'commander';
import { didYouMean } from '../connectors/index.js';
import { type Condition, FIELDS, type ItemSelection, type Space } from '../runs/index.js';
import { wholeNumber } from './help.js';
import { UsageError } from './usage.js';

export interface SelectionOptions {
  readonly only?: readonly Condition[];
  readonly limit?: number;
}

export const onlyOption = (): Option =>
  new Option(
    '--only <field=pattern>',
    'only operations where a field fits; `*` stands for anything; may be given several times, and then all must hold. Fields: kind, type, rule, anchor, name, or an attribute',
  ).argParser((text: string, before: readonly Condition[] | undefined) => [...(before ?? []), condition(text)]);

export const limitOption = (): Option =>
  new Option('--limit <number>', 'only the first operations, in the order of sending').argParser(wholeNumber);

const condition = (text: string): Condition => {
  const equals = text.indexOf('=');
  if (equals > 0) return { field: text.slice(0, equals), pattern: text.slice(equals + 1) };
  throw new InvalidArgumentError('It must be FIELD=PATTERN, such as department=IT or name=*,OU=Pilot,*.');
};

/** Checks the fields against the types of a connector, or of all. Throws {@link UsageError} for one that none has. */
export const selectionOf = (
  space: Space,
  { only = [], limit }: SelectionOptions,
  connector?: string,
): ItemSelection => {
  const types = [...space.types.values()].filter((type) => (connector ?? type.connector.name) === type.connector.name);
  const fields = new Set([...FIELDS, ...types.flatMap((type) => [...type.attributes.keys()])]);
  for (const { field } of only) {
    if (fields.has(field)) continue;
    throw new UsageError(
      `There is no field ${JSON.stringify(field)} to select by.${didYouMean(field, [...fields])} There are: ${[...fields].join(', ')}.`,
    );
  }
  return { only, ...(limit === undefined ? {} : { limit }) };
};
