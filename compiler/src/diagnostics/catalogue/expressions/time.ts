// SR37xx: moving expressions, dates and instants.
import { defineDiagnostics } from '../../define.js';

export const timeDiagnostics = defineDiagnostics({
  SR3701: {
    severity: 'error',
    title: 'A moving value outside a comparison',
    message: 'what moves with time may only be compared, and this is not compared directly',
    help: 'compare it with `<`, `<=`, `>` or `>=`, and move calculations to the other side',
    explanation: `\`now()\` and \`today(zone)\`, also with a duration added or taken away, may stand only as one side of a comparison
whose other side stands still. So the moment at which every condition changes can be calculated, and nothing else changes
as time passes. \`addMonths(today(z), 3) > d\` is written \`today(z) > addMonths(d, -3)\`.`,
    wrong: 'enabled <- addMonths(today(param.zone), 3) > endDate',
    right: 'enabled <- today(param.zone) > addMonths(endDate, -3)',
  },
  SR3702: {
    severity: 'error',
    title: 'Both sides move',
    message: 'both sides of this comparison move with time',
    help: 'one side must stand still, such as an attribute',
    explanation: 'A comparison with the time has one side that moves and one that stands still.',
    wrong: 'enabled <- now() < now() + 3d',
    right: 'enabled <- now() < lastSeen + 3d',
  },
  SR3703: {
    severity: 'error',
    title: 'Equal to an instant that moves',
    message: '`{operator}` with what moves: an instant is met for no time at all',
    help: 'compare with `<` or `>=`, or compare days: `today(zone)`',
    explanation: `Only days can be compared with \`==\` and \`!=\`: \`today(zone) == startDate\`. An instant is equal to \`now()\` by
accident only.`,
    wrong: 'enabled <- lastSeen == now()',
    right: 'enabled <- lastSeen <= now()',
  },
  SR3704: {
    severity: 'error',
    title: 'A day and an instant',
    message: 'expected {expected} on both sides, found {left} and {right}',
    help: 'a day becomes an instant by `startOfDay` or `endOfDay`; the day of now is `today(zone)`',
    explanation: `A \`date\` is a day of the calendar and begins at different instants in different zones; a \`datetime\` is an instant.
They cannot be compared or subtracted before one of them is made into the other.`,
    wrong: 'enabled <- endDate > now()',
    right: 'enabled <- endDate > today(param.zone)',
  },
  SR3705: {
    severity: 'error',
    title: 'Not whole days',
    message: 'expected whole days beside a `date`, found `{found}`',
    help: 'write days (`d`) or weeks (`w`)',
    explanation: 'A day of the calendar plus hours is no day. Add days or weeks, or calculate with a `datetime`.',
    wrong: 'enabled <- endDate + 90min < startDate',
    right: 'enabled <- endDate + 1d < startDate',
  },
  SR3706: {
    severity: 'error',
    title: 'Unknown time zone',
    message: 'there is no time zone `{name}`',
    help: 'zones have IANA names, such as `Europe/Berlin`',
    explanation:
      'Zones are written with their IANA names (`Europe/Berlin`, `UTC`). Abbreviations such as `CEST` are not among them.',
    wrong: 'enabled <- endDate < today("Europe/Berln")',
    right: 'enabled <- endDate < today("Europe/Berlin")',
  },
});
