// What is wrong with the service's part of a configuration: profiles, times, addresses.
import { isIP } from 'node:net';
import { didYouMean } from '../connectors/index.js';
import { jobOf, type ScheduleEntry } from '../serving/index.js';
import type { Config } from './config.js';
import type { ConfigFinding } from './error.js';
import type { PlacedJson } from './json.js';

/** Every scheduled profile is there, at times that mean something, in a zone that is known; and nobody else reads along. */
export const serveFindings = (file: string, json: PlacedJson, config: Config): readonly ConfigFinding[] => {
  const { schedule = [], listen = {} } = config.serve ?? {};
  const profiles = ['default', ...Object.keys(config.profiles ?? {})];
  const at = (pointer: string, message: string): ConfigFinding => ({ file, place: json.placeOf(pointer), message });
  return [
    ...schedule.flatMap((entry, index) => [
      ...(profiles.includes(entry.profile)
        ? []
        : [at(`/serve/schedule/${index}/profile`, unknownProfile(entry.profile, profiles))]),
      ...timeFaults(entry).map((message) => at(`/serve/schedule/${index}/cron`, message)),
    ]),
    ...(listen.host === undefined || listen.beyondLoopback || isLoopback(listen.host)
      ? []
      : [at('/serve/listen/host', BEYOND_LOOPBACK)]),
  ];
};

const unknownProfile = (profile: string, profiles: readonly string[]): string =>
  `there is no run profile ${JSON.stringify(profile)}.${didYouMean(profile, profiles)}`;

const timeFaults = (entry: ScheduleEntry): readonly string[] => {
  try {
    const never = jobOf(entry).nextRun() === null;
    return never ? [`${JSON.stringify(entry.cron)} never comes again`] : [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`${JSON.stringify(entry.cron)} in ${JSON.stringify(entry.timeZone)} is no time: ${reason}`];
  }
};

const BEYOND_LOOPBACK =
  'other machines reach this address, and metrics name connectors and kinds of errors. Use 127.0.0.1, or say "beyondLoopback": true';

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
