// SR0xxx, the program as a whole: its environments.
import { defineDiagnostics } from '../define.js';

export const programDiagnostics = defineDiagnostics({
  SR0001: {
    severity: 'error',
    title: 'Environment that cannot be read',
    message: 'expected {expected}, found {found}',
    help: 'an environment is a JSON object: a member for each parameter',
    explanation:
      'The file `environments/NAME.json` gives the parameters of the program their values. It holds one JSON object whose members are named like the parameters. Dates, instants and durations are texts, as the language writes them.',
    wrong: '{ "domain": "corp.example", }',
    right: '{ "domain": "corp.example" }',
  },
  SR0002: {
    severity: 'error',
    title: 'Value for an unknown parameter',
    message: 'expected the name of a parameter of the program, found `{name}`',
    help: 'remove it, or declare it: `param {name}: string`',
    explanation:
      'The environment gives a value to a parameter that the program does not declare. It would have no effect; most often the name is misspelt, and the parameter that was meant has no value.',
    wrong: '{ "domian": "corp.example" }',
    right: '{ "domain": "corp.example" }',
  },
});
