// Completion of commands in shells.
import { Argument, type Command } from 'commander';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { pwshScript } from './pwsh.js';
import { type Place, placesOf } from './words.js';
import { zshScript } from './zsh.js';

const SCRIPTS: Readonly<Record<string, (name: string, places: readonly Place[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  pwsh: pwshScript,
};

/** Adds `completion SHELL` to a command whose other subcommands are there already. */
export const addCompletion = (program: Command, out: (text: string) => void): void => {
  const name = program.name();
  program
    .command('completion')
    .description('print a script that completes this command in a shell')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', `\nExample:\n  $ source <(${name} completion bash)\n`)
    .action((shell: string) => out(SCRIPTS[shell]?.(name, placesOf(program)) ?? ''));
};
