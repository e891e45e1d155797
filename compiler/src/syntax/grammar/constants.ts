// Which expressions are constants (section 3, `constant`).
import type { ReportSyntax } from '../report.js';
import type { Expression } from '../tree.js';

/** Gives a constant back; reports anything else, once, and gives a hole. Holes inside were reported already. */
export const checkConstant = (value: Expression, report: ReportSyntax): Expression => {
  const wrong = firstNoConstant(value);
  if (wrong === undefined) return value;
  if (wrong.kind !== 'missing') report('SR1018', wrong.span, {});
  return { kind: 'missing', span: value.span };
};

const firstNoConstant = (value: Expression): Expression | undefined => {
  switch (value.kind) {
    case 'integer':
    case 'duration':
    case 'date':
    case 'instant':
    case 'boolean':
    case 'absent':
      return undefined;
    case 'text':
      return value.parts.every((part) => part.kind === 'literal') ? undefined : value;
    case 'negative':
      return value.of.kind === 'integer' ? undefined : value;
    case 'list':
      return value.items.map(firstNoConstant).find((item) => item !== undefined);
    default:
      return value;
  }
};
