// Names of functions that a program cannot declare: the catalogue's, and those with rules of their own (section 11).
import { catalogue } from '@syncrule/runtime/functions';

const OWN_RULES = ['now', 'today', 'unique', 'account', 'newPassword'];

export const reservedFunctionNames = (): ReadonlySet<string> => new Set([...catalogue.keys(), ...OWN_RULES]);
