// SR3901 to SR3949: forms that the grammar knows and this version does not carry out.
import { defineDiagnostics } from '../../define.js';

export const notYetDiagnostics = defineDiagnostics({
  SR3901: {
    severity: 'error',
    title: '`every` is not there yet',
    message: '`every … where …` cannot be used yet',
    explanation: 'Looking up objects of the metaverse is part of the language, and will come with a later version.',
    wrong: 'manager <- only(every person p where p.employeeId == employeeId)',
    right: 'manager <- manager',
  },
  SR3902: {
    severity: 'error',
    title: '`unique` is not there yet',
    message: '`unique(…)` cannot be used yet',
    explanation: 'Names that are free everywhere are part of the language, and will come with a later version.',
    wrong: 'displayName <- unique(accountNames, surname)',
    right: 'displayName <- surname',
  },
  SR3903: {
    severity: 'error',
    title: '`account` is not there yet',
    message: '`account(…)` cannot be used yet',
    explanation: 'Several accounts of one person are part of the language, and will come with a later version.',
    wrong: 'manager <- account(manager, admin)',
    right: 'manager <- manager',
  },
  SR3904: {
    severity: 'error',
    title: '`newPassword` is not there yet',
    message: '`newPassword(…)` cannot be used yet',
    explanation: 'Passwords that are made on creation are part of the language, and will come with a later version.',
    wrong: 'description <- newPassword(20)',
    right: 'description <- surname',
  },
});
