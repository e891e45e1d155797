// Completion for bash.
import { type Place, pathCases, placeText } from './words.js';

export const bashScript = (
  name: string,
  places: readonly Place[],
): string => `# Completion of ${name} for bash. Put this into ~/.bashrc:  source <(${name} completion bash)
_${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" at="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$at \${COMP_WORDS[index]}" in
${pathCases(places)}
    esac
  done
  case "$at:$before" in
${places.flatMap(valueCases).join('\n')}
  esac
  local commands="" options=""
  case "$at" in
${places.map(wordCase).join('\n')}
  esac
  if [[ "$word" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -W "$commands" -- "$word"))
  fi
}
complete -o default -F _${name} ${name}
`;

/** A file name where the values are not known: nothing is offered, and bash falls back to files. */
const valueCases = (place: Place): readonly string[] =>
  place.options
    .filter(({ takesValue }) => takesValue)
    .map(({ flags, choices }) => {
      const reply =
        choices.length === 0 ? 'COMPREPLY=()' : `COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$word"))`;
      return `    ${flags.map((flag) => `"${placeText(place)}:${flag}"`).join(' | ')}) ${reply}; return ;;`;
    });

const wordCase = (place: Place): string => {
  const commands = [...place.commands.map(({ name }) => name), ...place.choices].join(' ');
  const options = place.options.flatMap(({ flags }) => flags).join(' ');
  return `    "${placeText(place)}") commands="${commands}" options="${options}" ;;`;
};
