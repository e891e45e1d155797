// The moments at which a comparison that moves with time turns out otherwise.
import type { Expr } from '../plan/expression.js';
import { DAY, dateInRange, todayIn, turnsToDay, zoneOf } from '../values/datetime/index.js';
import type { Content } from '../values/value.js';
import type { Condition } from './code.js';
import type { Environment, Evaluate } from './environment.js';
import type { Comparison, Motion } from './motion.js';
import type { Scope } from './scope.js';

/** `moving op standing`, which registers the moments after now at which its result could change. */
export function watched(op: Comparison, motion: Motion, moving: Evaluate, standing: Evaluate, scope: Scope): Condition {
  const register = motion.base === 'now' ? watchClock(op, motion.rising) : watchCalendar(op, motion, scope);
  const accepts = ACCEPTS[op];
  return (environment) => {
    const left = asNumber(moving(environment));
    const right = asNumber(standing(environment));
    if (left === undefined || right === undefined) return false;
    register(environment, right - left);
    return accepts(left - right);
  };
}

const ACCEPTS: Readonly<Record<Comparison, (difference: number) => boolean>> = {
  equal: (difference) => difference === 0,
  less: (difference) => difference < 0,
  lessOrEqual: (difference) => difference <= 0,
  greater: (difference) => difference > 0,
  greaterOrEqual: (difference) => difference >= 0,
};

const asNumber = (content: Content): number | undefined => (typeof content === 'number' ? content : undefined);

/** `ahead`: how much the moving side lacks to be equal to the standing one. */
type Register = (environment: Environment, ahead: number) => void;

/** Whether the result changes when the sides become equal, and whether when they cease to be. */
function turns(op: Comparison, rising: boolean): { readonly onMeeting: boolean; readonly onParting: boolean } {
  if (op === 'equal') return { onMeeting: true, onParting: true };
  const onMeeting = rising === (op === 'less' || op === 'greaterOrEqual');
  return { onMeeting, onParting: !onMeeting };
}

function watchClock(op: Comparison, rising: boolean): Register {
  const { onMeeting, onParting } = turns(op, rising);
  return (environment, ahead) => {
    const meeting = environment.now + (rising ? ahead : -ahead);
    if (onMeeting) announce(environment, meeting);
    if (onParting) announce(environment, meeting + 1);
  };
}

function watchCalendar(op: Comparison, motion: Extract<Motion, { readonly base: 'today' }>, scope: Scope): Register {
  const { onMeeting, onParting } = turns(op, motion.rising);
  const zoneName = scope.compile(motion.zone, motion.zoneScope).evaluate;
  const unit = motion.unit === 'day' ? 1 : DAY;
  return (environment, ahead) => {
    const name = zoneName(environment);
    const zone = typeof name === 'string' ? zoneOf(name) : undefined;
    if (zone === undefined) return;
    const meeting = todayIn(zone, environment.now) + (motion.rising ? ahead : -ahead) / unit;
    // Durations that are not whole days are never met, but passed between two days.
    const days = [...(onMeeting ? [Math.ceil(meeting)] : []), ...(onParting ? [Math.floor(meeting) + 1] : [])];
    for (const day of days) {
      if (dateInRange(day) === undefined || isLongOver(day, environment.now)) continue;
      for (const at of turnsToDay(zone, day)) announce(environment, at);
    }
  };
}

/** A day that moves, as a value of its own: it registers the moment of the next one. */
export function turningDaily(zone: Expr, zoneScope: Scope, moving: Evaluate): Evaluate {
  const zoneName = zoneScope.compile(zone, zoneScope).evaluate;
  return (environment) => {
    const name = zoneName(environment);
    const known = typeof name === 'string' ? zoneOf(name) : undefined;
    if (known !== undefined)
      for (const at of turnsToDay(known, todayIn(known, environment.now) + 1)) announce(environment, at);
    return moving(environment);
  };
}

/** In every zone of the world: the usual case, and the cheap answer. */
const isLongOver = (day: number, now: number): boolean => (day + 1) * DAY < now;

function announce(environment: Environment, at: number): void {
  if (at > environment.now) environment.moment(at);
}
