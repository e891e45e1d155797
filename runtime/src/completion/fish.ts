// Completion for fish.
import type { OptionWords, Place } from './words.js';

export const fishScript = (name: string, places: readonly Place[]): string =>
  [
    `# Completion of ${name} for fish. Put this into ~/.config/fish/completions/${name}.fish`,
    ...places.flatMap((place) => linesOf(name, place)),
    '',
  ].join('\n');

const linesOf = (name: string, place: Place): readonly string[] => {
  const condition = conditionOf(place);
  const start = `complete -c ${name} -n ${quoted(condition)}`;
  return [
    ...place.commands.map((one) => `${start} -f -a ${quoted(one.name)} -d ${quoted(one.about)}`),
    ...(place.choices.length === 0 ? [] : [`${start} -f -a ${quoted(place.choices.join(' '))}`]),
    ...place.options.map((option) => `${start} ${optionOf(option)} -d ${quoted(option.about)}`),
  ];
};

/** Before any subcommand, or behind the last word of this one. */
const conditionOf = ({ paths }: Place): string => {
  const last = paths.flatMap((path) => path.slice(-1));
  return last.length === 0 ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${last.join(' ')}`;
};

const optionOf = ({ flags, takesValue, choices }: OptionWords): string => {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
  if (!takesValue) return names;
  return choices.length === 0 ? `${names} -r` : `${names} -x -a ${quoted(choices.join(' '))}`;
};

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
