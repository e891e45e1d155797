// The commands by which a change is looked at, let pass, sent, and explained.
import { InvalidArgumentError, Option } from 'commander';
import { approveCommand } from './approve.js';
import { example } from './help.js';
import type { Commands } from './operating.js';
import { type PreviewCommandOptions, previewCommand } from './preview.js';
import { stepCommand } from './run-commands.js';
import { limitOption, onlyOption, type SelectionOptions, selectionOf } from './selection.js';
import { whyCommand } from './why.js';

export const reviewing = (commands: Commands): void => {
  previewing(commands);
  approving(commands);
  exporting(commands);
  explaining(commands);
};

const previewing = ({ program, io, options, finish }: Commands): void => {
  program
    .command('preview')
    .argument('[object]', 'one object, step by step; as for show')
    .option('--connector <name>', 'only what goes to this connector')
    .option('--plan <file>', 'what everything would come to by these rules; nothing is written')
    .option('--sync', 'what a synchronisation now would stage; nothing is written')
    .addOption(
      new Option('--at <time>', 'what one at this time would stage: 2026-12-31 or 2026-12-31T08:00Z').argParser(timeOf),
    )
    .option('--list', 'every operation besides the summary')
    .addOption(onlyOption())
    .addOption(limitOption())
    .description('shows what an export would send, and what guards say to it')
    .addHelpText(
      'after',
      example(
        'syncrule preview',
        'syncrule preview --plan new-plan.json',
        'syncrule preview --at 2026-12-31 --list',
        'syncrule preview hr.person:1001',
      ),
    )
    .action((object: string | undefined, own: Omit<PreviewCommandOptions, 'config' | 'format'>) =>
      finish(previewCommand(io, { ...options(), ...own }, object)),
    );
};

const timeOf = (text: string): number => {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new InvalidArgumentError('It must be a day or a time with its zone: 2026-12-31, 2026-12-31T08:00Z.');
};

const approving = ({ program, io, options, finish }: Commands): void => {
  program
    .command('approve')
    .argument('<hash>', 'of the changeset as it is now, or at least 8 characters of its beginning')
    .requiredOption('--reason <text>', 'why it may pass; kept in the history')
    .option('--by <name>', 'who approves; without it: who is signed in')
    .addOption(onlyOption())
    .addOption(limitOption())
    .description('lets exactly this changeset pass the guards, once')
    .addHelpText('after', example("syncrule approve 3f9c01d2ab44 --reason 'reorganisation, ticket 4711' --by ada"))
    .action((hash: string, own: SelectionOptions & { readonly reason: string; readonly by?: string }) =>
      finish(approveCommand(io, { ...options(), ...own }, hash)),
    );
};

const exporting = ({ program, io, options, finish }: Commands): void => {
  program
    .command('export')
    .argument('<connector>', 'the connector to export to')
    .option('--changeset <hash>', 'refuse any other changeset than this one')
    .addOption(onlyOption())
    .addOption(limitOption())
    .description('sends what is staged for a connected system')
    .addHelpText(
      'after',
      example(
        'syncrule export corp',
        'syncrule export corp --changeset 3f9c01d2ab44',
        'syncrule export corp --limit 5',
      ),
    )
    .action((connector: string, { changeset, ...own }: SelectionOptions & { readonly changeset?: string }) =>
      finish(
        stepCommand(io, options(), ({ space }) => ({
          export: connector,
          ...(changeset === undefined ? {} : { changeset }),
          ...(own.only || own.limit ? { selection: selectionOf(space, own, connector) } : {}),
        })),
      ),
    );
};

const explaining = ({ program, io, options, finish }: Commands): void => {
  program
    .command('why')
    .argument('<object>', 'as for show')
    .argument('[attribute]', 'an attribute of it; without one: why it is joined, provisioned and exported, or not')
    .description('tells why something is as it is: rule, line, inputs, and what lost')
    .addHelpText(
      'after',
      example(
        'syncrule why person:ada@example.com title',
        'syncrule why corp.user:g1 manager',
        'syncrule why hr.person:1001',
      ),
    )
    .action((object: string, attribute: string | undefined) => finish(whyCommand(io, options(), object, attribute)));
};
