// Completion for zsh.
import { type Place, pathCases, placeText } from './words.js';

export const zshScript = (name: string, places: readonly Place[]): string => `#compdef ${name}
# Completion of ${name} for zsh. Put this into a folder of $fpath as _${name}, or into ~/.zshrc after compinit:
#   source <(${name} completion zsh)
_${name}() {
  local at="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at $word" in
${pathCases(places)}
    esac
  done
  case "$at:\${words[CURRENT-1]}" in
${places.flatMap(valueCases).join('\n')}
  esac
  local -a commands options
  case "$at" in
${places.map(wordCase).join('\n')}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o option options
  elif (( \${#commands} )); then
    _describe command commands
  else
    _files
  fi
}
if [[ "\${funcstack[1]}" == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;

const valueCases = (place: Place): readonly string[] =>
  place.options
    .filter(({ takesValue }) => takesValue)
    .map(({ flags, choices }) => {
      const reply = choices.length === 0 ? '_files' : `compadd -- ${choices.map(quoted).join(' ')}`;
      return `    ${flags.map((flag) => `"${placeText(place)}:${flag}"`).join(' | ')}) ${reply}; return ;;`;
    });

const wordCase = (place: Place): string => {
  const commands = [
    ...place.commands.map(({ name, about }) => described(name, about)),
    ...place.choices.map((choice) => quoted(choice)),
  ];
  const options = place.options.flatMap(({ flags, about }) => flags.map((flag) => described(flag, about)));
  return `    "${placeText(place)}") commands=(${commands.join(' ')}); options=(${options.join(' ')}) ;;`;
};

const described = (word: string, about: string): string => quoted(`${word}:${about.replaceAll(':', ' -')}`);
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
