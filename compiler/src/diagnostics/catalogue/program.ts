// SR0xxx, the program as a whole: its environments and its configuration.
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
  SR0003: {
    severity: 'error',
    title: 'Configuration that cannot be read',
    message: 'expected {expected}, found {found}',
    help: 'the configuration is a JSON object; its member `levels` gives a level to each code',
    explanation:
      'The file `rulec.config.json` in the directory of the program says how loudly findings are reported: a JSON object whose member `levels` has a member for each code, `"off"`, `"hint"`, `"warning"` or `"error"`. JSON has no comments and no commas at the end.',
    wrong: '{ "levels": { "SR4105": "none" } }',
    right: '{ "levels": { "SR4105": "off" } }',
  },
  SR0004: {
    severity: 'error',
    title: 'Configuration of something unknown',
    message: 'expected {expected}, found `{name}`',
    help: 'correct the name, or take the member out',
    explanation:
      'The configuration names a member or a code that does not exist. It would have no effect; most often it is misspelt, and what was meant keeps its level. `rulec explain CODE` shows what a code stands for.',
    wrong: '{ "levels": { "SR4999": "off" } }',
    right: '{ "levels": { "SR4105": "off" } }',
  },
  SR0005: {
    severity: 'error',
    title: 'Level of an error',
    message: 'expected the code of a warning or a hint, found `{code}`, which is an error',
    help: 'remove it: what has an error has no meaning that could be carried out',
    explanation:
      'Levels are for what compiles. A program with an error cannot be run, whatever the level says, so errors keep theirs.',
    wrong: '{ "levels": { "SR4002": "off" } }',
    right: '{ "levels": { "SR4105": "off" } }',
  },
});
