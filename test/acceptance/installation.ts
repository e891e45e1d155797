// A whole installation in a folder of its own, worked as an operator works it: by commands, over files.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileProgram, memoryHost, readProgram } from '@syncrule/compiler/workspace';
import { type ExitCode, main } from '@syncrule/runtime/cli';
import { planText, type SchemaFile } from '@syncrule/runtime/plan';

export interface Setting {
  readonly rules: string;
  readonly schemas: Readonly<Record<string, SchemaFile>>;
  /** Settings by connector; CSV unless `kind` says otherwise. */
  readonly connectors: Readonly<Record<string, { readonly kind?: string; readonly [setting: string]: unknown }>>;
  /** Texts of files, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly guards?: object;
}

export interface Answer {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface StepTold {
  readonly step: Readonly<Record<string, string>>;
  readonly status: string;
  readonly statistics: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly message?: string;
  readonly stop?: {
    readonly changeset: string;
    readonly figures: Readonly<Record<string, number>>;
    readonly sources: Readonly<Record<string, number>>;
    readonly findings: readonly { readonly guard: string; readonly figure: number; readonly of?: number }[];
  };
}

export class Installation {
  /** Every command takes a second. */
  private now = Date.UTC(2026, 0, 1);

  private constructor(
    readonly directory: string,
    private readonly setting: Setting,
  ) {}

  static async set(setting: Setting): Promise<Installation> {
    const installation = new Installation(await mkdtemp(join(tmpdir(), 'syncrule-acceptance-')), setting);
    await installation.activate(setting.rules);
    for (const [name, schema] of Object.entries(setting.schemas))
      await installation.write(`${name}.json`, JSON.stringify(schema));
    for (const [name, text] of Object.entries(setting.files)) await installation.write(name, text);
    await installation.configure({});
    return installation;
  }

  /** Compiles rules into the plan that runs from now on, or into another file. */
  async activate(rules: string, file = 'plan.json'): Promise<void> {
    const schemas = Object.entries(this.setting.schemas).map(([name, schema]) => [
      `${name}.json`,
      JSON.stringify(schema),
    ]);
    const host = memoryHost({ 'rules.syncrule': rules, ...Object.fromEntries(schemas) });
    const { plan, diagnostics } = compileProgram(readProgram(host));
    if (plan === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
    await this.write(file, planText(plan));
  }

  async configure(guards: object): Promise<void> {
    const connectors = Object.entries(this.setting.connectors).map(([name, { kind = 'csv', ...settings }]) => [
      name,
      { kind, schema: `${name}.json`, settings },
    ]);
    const config = {
      plan: 'plan.json',
      store: 'store.db',
      connectors: Object.fromEntries(connectors),
      guards: { ...this.setting.guards, ...guards },
    };
    await this.write('syncrule.config.json', JSON.stringify(config));
  }

  /** The time from now on, ms since 1970. */
  setClock(to: number): void {
    this.now = to;
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.directory, file), text);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.directory, file), 'utf8');
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true });
  }

  async syncrule(...argv: readonly string[]): Promise<Answer> {
    const texts = { out: '', err: '' };
    const exit = await main(argv, {
      out: (text) => {
        texts.out += text;
      },
      err: (text) => {
        texts.err += text;
      },
      cwd: this.directory,
      env: { USER: 'operator' },
      terminal: { out: false, err: false, columns: 120 },
      clock: () => {
        this.now += 1000;
        return this.now;
      },
      signal: new AbortController().signal,
    });
    return { exit, ...texts };
  }

  async json<T>(...argv: readonly string[]): Promise<T> {
    const { out, err } = await this.syncrule(...argv, '--format', 'json');
    if (out === '') throw new Error(err);
    return JSON.parse(out);
  }

  /** Runs everything; gives the steps. */
  async run(): Promise<readonly StepTold[]> {
    return (await this.json<{ readonly steps: readonly StepTold[] }>('run')).steps;
  }

  /** Runs everything; gives the first export to a connector. */
  async runToExport(connector: string): Promise<StepTold> {
    const step = (await this.run()).find((one) => one.step.export === connector);
    if (step === undefined) throw new Error(`nothing was exported to ${connector}`);
    return step;
  }
}

/** A CSV file of rows. */
export const csv = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
