// Why something is no more: what the synchronisation that removed it remembered of it.
import type { Space } from '../runs/index.js';
import { type Departure, ruleName } from '../store/index.js';
import { type MvKey, mvKey, type ObjKey, objKey } from '../values/index.js';
import { instant } from './duration.js';
import { keyText } from './values.js';

/** What is remembered under an address, `corp.user:g1`, `hr:1001:0` or `person:hr:1001:0`; the last one first. */
export const departedAt = async ({ store, plan, types }: Space, address: string): Promise<readonly Departure[]> => {
  const colon = address.indexOf(':');
  const type = address.slice(0, Math.max(colon, 0));
  const isMv = plan.metaverse.some(({ name }) => name === type);
  const rest = isMv ? address.slice(colon + 1) : address;
  const found = await store.departures(
    types.has(type) ? objectKey(type, address.slice(colon + 1)) : metaverseKey(rest),
  );
  return found.filter((one) => !(isMv || types.has(type)) || one.type === type);
};

const objectKey = (type: string, anchor: string): ObjKey => objKey(type.slice(0, type.indexOf('.')), anchor);

const metaverseKey = (text: string): MvKey => {
  const [, connector = '', anchor = '', n = '0'] = /^([^:]+):(.*):(\d+)$/s.exec(text) ?? [];
  return mvKey(objKey(connector, anchor), Number(n));
};

export const departedLines = (departures: readonly Departure[]): readonly string[] => departures.flatMap(linesOf);

const linesOf = (departure: Departure): readonly string[] => {
  const at = instant(departure.at);
  if (departure.kind === 'mv') {
    const { type, key, holders, goneSince } = departure;
    const last = holders.length === 0 ? 'nobody' : holders.map(keyText).join(', ');
    return [
      `${type} ${keyText(key)} is no more: it ended with the synchronisation of ${at}.`,
      `  ${last} held it last${goneSince === undefined ? '; that was lost in the same synchronisation' : `, until ${instant(goneSince)}`}, and no account that a rule manages was left.`,
    ];
  }
  const { key, type, name, mv, link } = departure;
  const [, anchor = ''] = keyText(key).split(/:(.*)/s);
  return [
    `${type}:${anchor}${name === undefined ? '' : ` (${name})`} is no more: an import did not show it any more, and the synchronisation of ${at} removed it.`,
    `  It was joined to ${keyText(mv)} (${link.origin}) since ${instant(link.since)}.`,
    `  ${deletionText(link)}`,
  ];
};

const deletionText = ({ managed, ending }: Extract<Departure, { kind: 'object' }>['link']): string =>
  managed?.action === 'delete' && ending !== undefined
    ? `Its deletion from here was due, by ${ruleName(managed.rule)}: no rule provisioned it since ${instant(ending)}.`
    : 'No deletion from here was due: it went in the connected system.';

export const departedJson = (address: string, departures: readonly Departure[]) => ({
  format: 'syncrule-why-departed/1',
  address,
  departures: departures.map((departure) => ({
    ...departure,
    key: keyText(departure.key),
    at: instant(departure.at),
    ...(departure.kind === 'mv' ? { holders: departure.holders.map(keyText) } : { mv: keyText(departure.mv) }),
  })),
});
