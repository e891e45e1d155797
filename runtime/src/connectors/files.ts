// Files that are read as a whole and replaced as a whole: noticing that one changed, and replacing one at once.
import type { Stats } from 'node:fs';
import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConnectorError } from './port.js';

/** What tells one state of a file from another. */
export type FileMark = Pick<Stats, 'ino' | 'size' | 'mtimeMs' | 'mode'>;

/** The state of the file, or `undefined` if there is none. */
export async function fileMark(path: string): Promise<FileMark | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(path, error);
  }
}

export const sameMark = (a: FileMark | undefined, b: FileMark | undefined): boolean =>
  a?.ino === b?.ino && a?.size === b?.size && a?.mtimeMs === b?.mtimeMs;

/** Opens a file for reading; a file that is not there is a fault of the connection to this system. */
export async function openToRead(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * Replaces a file at once: readers see the old one or the new one, whole, also after a crash. The mode is kept; a new
 * file is the owner's alone. Refuses (`incomplete`) if the file is no longer in the state `expected`.
 */
export async function replaceFile(
  path: string,
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  expected: FileMark | undefined,
): Promise<void> {
  const target = expected === undefined ? path : await realpath(path);
  const temporary = `${target}.syncrule-new`;
  try {
    await writeDurably(temporary, chunks, expected === undefined ? 0o600 : expected.mode & 0o7777);
    if (!sameMark(await fileMark(path), expected)) throw changedMeanwhile(path);
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error instanceof ConnectorError ? error : unwritable(path, error);
  }
  await syncDirectory(dirname(target));
}

/** Appends to a file, durably. */
export async function appendDurably(path: string, text: string): Promise<void> {
  try {
    const handle = await open(path, 'a', 0o600);
    try {
      await handle.write(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

export const changedMeanwhile = (path: string): ConnectorError =>
  new ConnectorError('incomplete', `${path} was changed by somebody else while it was being read. Run the step again.`);

async function writeDurably(
  path: string,
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  mode: number,
): Promise<void> {
  const handle = await open(path, 'w', mode);
  try {
    await handle.chmod(mode);
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

const reason = (error: unknown): string =>
  isMissing(error) ? 'there is no such file' : error instanceof Error ? error.message : String(error);

const unreadable = (path: string, error: unknown): ConnectorError =>
  new ConnectorError('connection', `Cannot read ${path}: ${reason(error)}.`, { cause: error });

const unwritable = (path: string, error: unknown): ConnectorError =>
  new ConnectorError('connection', `Cannot write ${path}: ${reason(error)}.`, { cause: error });
