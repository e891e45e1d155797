// The tables that others share, opened once: dictionaries, layouts, references, links, keys.
import type { Database } from 'better-sqlite3';
import type { MvId, ObjectId } from '../../values/value.js';
import type { NameForm } from '../names.js';
import { type Dictionary, openDictionary } from './dictionary.js';
import { type KeyIndex, openKeyIndex } from './join-keys.js';
import { type LayoutTable, openLayouts } from './layouts.js';
import { type LinkTable, openLinks } from './links.js';
import { type ObjectNames, openObjectNames } from './object-names.js';
import { openReferenceRows, openReferenceTexts, type ReferenceRows } from './reference-rows.js';
import { openVisibleCounts, type VisibleCounts } from './visible.js';
import { openWritten, type WrittenTable } from './written-rows.js';

export interface Tables {
  readonly connectors: Dictionary;
  readonly phrases: Dictionary;
  readonly layouts: LayoutTable;
  readonly links: LinkTable;
  readonly objectReferences: ReferenceRows<ObjectId>;
  readonly mvReferences: ReferenceRows<MvId>;
  readonly objectKeys: KeyIndex;
  readonly mvKeys: KeyIndex;
  readonly written: WrittenTable;
  readonly visible: VisibleCounts;
  readonly objectNames: ObjectNames;
  /** What is remembered of the database may be wrong: after a transaction that was rolled back. */
  forget(): void;
}

export function openTables(db: Database, names: NameForm, write: boolean): Tables {
  const [connectors, types] = [openDictionary(db, 'connector'), openDictionary(db, 'type')];
  const phrases = openDictionary(db, 'phrase', 'text');
  const writtenLists = openDictionary(db, 'written_list');
  const layouts = openLayouts(db, types, write);
  const texts = openReferenceTexts(db);
  const objectNames = openObjectNames(db, names);
  const forget = (): void => {
    for (const memory of [connectors, types, phrases, writtenLists, layouts, objectNames]) memory.forget();
  };
  return {
    connectors,
    phrases,
    layouts,
    links: openLinks(db, phrases),
    objectReferences: openReferenceRows(db, 'object_reference', texts),
    mvReferences: openReferenceRows(db, 'mv_reference', texts),
    objectKeys: openKeyIndex(db, 'object_key'),
    mvKeys: openKeyIndex(db, 'mv_key'),
    written: openWritten(db, writtenLists),
    visible: openVisibleCounts(db),
    objectNames,
    forget,
  };
}
