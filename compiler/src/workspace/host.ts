// Where the files of a program come from: a directory on disk, the open documents of an editor, or a test.

/** Paths are relative to the program's directory, with `/`. */
export interface Host {
  /** The program's directory, for messages. */
  readonly name: string;
  /** All files of the directory and those below it, in any order. */
  readonly list: () => readonly string[];
  /** The text of a file, without a byte order mark; `missing` when there is none. */
  readonly read: (path: string) => FileReading;
}

export type FileReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** `reason` continues "cannot read x: ". */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A program held in memory: for tests and for what has no directory. */
export const memoryHost = (files: Readonly<Record<string, string>>): Host => ({
  name: 'the program',
  list: () => Object.keys(files),
  read: (path) => {
    const text = files[path];
    return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
  },
});
