// Completion for PowerShell.
import { type Place, pathText } from './words.js';

export const pwshScript = (
  name: string,
  places: readonly Place[],
): string => `# Completion of ${name} for PowerShell. Put this into $PROFILE:  ${name} completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ${name} -ScriptBlock {
  param($word, $ast, $cursor)
  $places = @{
${places.flatMap(placeLines).join('\n')}
  }
  $values = @{
${places.flatMap(valueLines).join('\n')}
  }
  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $at = ''
  foreach ($each in $before) { if ($places.ContainsKey("$at $each")) { $at = "$at $each" } }
  $offered = if ($before.Count -gt 0 -and $values.ContainsKey("\${at}:$($before[-1])")) { $values["\${at}:$($before[-1])"] } else { $places[$at] }
  foreach ($each in $offered) {
    $name, $tip = $each -split ' ', 2
    if ($name -like "$word*") { [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $tip) }
  }
}
`;

const placeLines = (place: Place): readonly string[] => {
  const words = [
    ...place.commands.map(({ name, about }) => pair(name, about)),
    ...place.choices.map((choice) => pair(choice, choice)),
    ...place.options.flatMap(({ flags, about }) => flags.map((flag) => pair(flag, about))),
  ];
  return place.paths.map((path) => `    ${quoted(pathText(path))} = @(${words.join(', ')})`);
};

const valueLines = (place: Place): readonly string[] =>
  place.options
    .filter(({ choices }) => choices.length > 0)
    .flatMap(({ flags, choices }) =>
      place.paths.flatMap((path) =>
        flags.map(
          (flag) =>
            `    ${quoted(`${pathText(path)}:${flag}`)} = @(${choices.map((choice) => pair(choice, choice)).join(', ')})`,
        ),
      ),
    );

/**
 * A word and its tip, which must not be empty, as one text: PowerShell makes one list of a list that holds a single list.
 * See about_Operators, “Array subexpression operator”.
 */
const pair = (word: string, about: string): string => quoted(`${word} ${about === '' ? word : about}`);
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
