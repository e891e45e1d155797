// `newPassword(length)` (X3): checked where a flow is, which is the only place for it; anywhere else it is reported.
import type { CallExpression } from '../../../syntax/tree.js';
import type { Typed } from '../../scope.js';
import type { Context } from '../context.js';
import { report } from '../report.js';

export const misplacedPassword = (context: Context, node: CallExpression): Typed => report(context, 'SR3831', node, {});
