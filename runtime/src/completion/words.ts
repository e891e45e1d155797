// What may be typed where: the words of a command and its subcommands, taken from the commands themselves.
import type { Command, Option } from 'commander';

export interface OptionWords {
  /** `--format`, `-o`. */
  readonly flags: readonly string[];
  readonly about: string;
  readonly takesValue: boolean;
  /** The values, where they are known. */
  readonly choices: readonly string[];
}

export interface Place {
  /** The words before: `[]` for the command itself, `['validate']`; each way to say it. */
  readonly paths: readonly (readonly string[])[];
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly OptionWords[];
  /** Values of the arguments, where they are known. */
  readonly choices: readonly string[];
}

/** The command first, then its subcommands. */
export const placesOf = (command: Command): readonly Place[] => placesBelow(command, [[]]);

const placesBelow = (command: Command, paths: Place['paths']): readonly Place[] => {
  const options = [...command.options.filter(({ hidden }) => !hidden).map(optionWords), HELP];
  const place: Place = {
    paths,
    commands: command.commands.map((one) => ({ name: one.name(), about: one.description() })),
    options,
    choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
  };
  const below = command.commands.flatMap((one) => {
    const names = [one.name(), ...one.aliases()];
    const longer = paths.flatMap((path) => names.map((name) => [...path, name]));
    return placesBelow(one, longer);
  });
  return [place, ...below];
};

const HELP: OptionWords = {
  flags: ['-h', '--help'],
  about: 'display help for command',
  takesValue: false,
  choices: [],
};

const optionWords = (option: Option): OptionWords => ({
  flags: [option.short, option.long].filter((flag) => flag !== undefined),
  about: option.description,
  takesValue: option.required || option.optional,
  choices: option.argChoices ?? [],
});

/** `' validate'`: the words of a path, each behind a blank. */
export const pathText = (path: readonly string[]): string => path.map((word) => ` ${word}`).join('');

/** A place by the first of its paths. */
export const placeText = ({ paths }: Place): string => pathText(paths[0] ?? []);

/** Branches of a `case` of shells: from where one is and the next word to where one is then. */
export const pathCases = (places: readonly Place[]): string =>
  places
    .filter(({ paths }) => paths.some((path) => path.length > 0))
    .map(
      (place) => `      ${place.paths.map((path) => `"${pathText(path)}"`).join(' | ')}) at="${placeText(place)}" ;;`,
    )
    .join('\n');
