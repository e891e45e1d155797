// The table of what is no more.
import type { Database } from 'better-sqlite3';
import type { Departure } from '../departures.js';
import { decodeData, encodeData } from './data.js';

export interface DepartureTable {
  write(departures: Iterable<Departure>): void;
  find(key: string): readonly Departure[];
  /** Forgets those that were before a time. */
  forgetBefore(time: number): void;
}

export function openDepartures(db: Database): DepartureTable {
  const insert = db.prepare<[string, number, string]>('insert into departure (key, at, data) values (?, ?, ?)');
  const select = db.prepare<[string], string>('select data from departure where key = ? order by id desc').pluck();
  const oldest = db.prepare<[], number>('select at from departure order by id limit 1').pluck();
  const remove = db.prepare<[number]>('delete from departure where at < ?');
  return {
    write: (departures) => {
      for (const departure of departures) insert.run(departure.key, departure.at, encodeData(departure));
    },
    find: (key) => select.all(key).map((data) => decodeData<Departure>(data)),
    forgetBefore: (time) => {
      if ((oldest.get() ?? time) < time) remove.run(time);
    },
  };
}
