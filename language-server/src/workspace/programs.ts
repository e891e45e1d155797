// The programs of a workspace, compiled when somebody asks and forgotten when something changes: never stale.
import { join } from 'node:path';
import { type SourceFile, sourceFile } from '@syncrule/compiler/source';
import type { Parsed } from '@syncrule/compiler/syntax';
import {
  type Compilation,
  compileProgram,
  diskHost,
  type FileMaker,
  type Host,
  memoryHost,
  overlay,
  programDirectory,
  readProgram,
  relativePath,
  WorkspaceError,
} from '@syncrule/compiler/workspace';
import { sameFiles } from './files.js';

/** A compiled program and where it stands. */
export interface Program {
  /** Absolute; paths of its files are relative to it. */
  readonly directory: string;
  readonly host: Host;
  readonly compilation: Compilation;
}

/** What a document's program is. `unreadable`: nothing can be said of it; `message` says why. */
export type ProgramReading =
  | { readonly kind: 'compiled'; readonly program: Program }
  | { readonly kind: 'unreadable'; readonly directory: string; readonly message: string };

export interface Programs {
  /** The text of an open document, new or changed. */
  readonly open: (path: string, text: string) => void;
  readonly close: (path: string) => void;
  /** A file on disk, or a directory, is new, changed or gone. */
  readonly changed: (path: string) => void;
  /** The open documents' paths. */
  readonly documents: () => readonly string[];
  /** The program of a document, compiled at this very moment or since the last change. */
  readonly of: (path: string) => ProgramReading;
}

/** Programs below these workspace folders (absolute paths); documents elsewhere are programs with their neighbours. */
export const createPrograms = (folders: readonly string[]): Programs => {
  const documents = new Map<string, string>();
  const readings = new Map<string, ProgramReading>();
  const makers = new Map<string, FileMaker>();

  const forget = (path: string): void => {
    for (const directory of readings.keys()) {
      if (directory === path || relativePath(directory, path) !== undefined) readings.delete(directory);
    }
  };
  return {
    open: (path, text) => {
      forget(path);
      documents.set(path, withoutMark(text));
    },
    close: (path) => {
      forget(path);
      documents.delete(path);
    },
    changed: forget,
    documents: () => [...documents.keys()],
    of: (path) => {
      const directory = programDirectory(path, folders);
      const known = readings.get(directory);
      if (known !== undefined) return known;
      const fileOf = makers.get(directory) ?? sameFiles();
      makers.set(directory, fileOf);
      const reading = read(directory, documents, fileOf);
      readings.set(directory, reading);
      return reading;
    },
  };
};

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

const read = (directory: string, documents: ReadonlyMap<string, string>, fileOf: FileMaker): ProgramReading => {
  try {
    const host = overlay(diskOrNothing(directory), directory, documents);
    const compilation = compileProgram(readProgram(host, {}, fileOf));
    return { kind: 'compiled', program: { directory, host, compilation } };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return { kind: 'unreadable', directory, message: error.message };
  }
};

/** A document may be open in a directory that is not there yet, or not any more. */
const diskOrNothing = (directory: string): Host => {
  try {
    return diskHost(directory);
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return memoryHost({});
  }
};

/** A file of a program as it was parsed; undefined when it is no rule file of it. */
export const parsedFile = ({ directory, compilation }: Program, path: string): Parsed | undefined =>
  compilation.parsed.find(({ file }) => join(directory, file.path) === path);

/** A file of the program by its relative path, whatever it holds. */
export const fileOf = ({ host }: Program, path: string): SourceFile | undefined => {
  const reading = host.read(path);
  return reading.kind === 'text' ? sourceFile(path, reading.text) : undefined;
};
