// Expressions as short texts that show their structure: every operation in brackets, operator first.
import type { ArgumentNode, CaseExpression, Expression, TextExpression } from '../tree.js';

export const showExpression = (node: ArgumentNode): string => {
  switch (node.kind) {
    case 'missing':
      return '◌';
    case 'text':
      return showText(node);
    case 'integer':
      return String(node.value);
    case 'duration':
      return `${node.value}ms`;
    case 'date':
    case 'instant':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'name':
      return node.name.text;
    case 'qualified':
      return `${node.qualifier}.${node.name.text || '◌'}`;
    case 'member':
      return `${showExpression(node.of)}.${node.name.text || '◌'}`;
    case 'call':
      return `${node.name.text}(${node.arguments.map(showExpression).join(', ')})`;
    case 'lambda':
      return `${node.variable.text || '◌'} => ${showExpression(node.body)}`;
    case 'list':
      return `[${node.items.map(showExpression).join(', ')}]`;
    case 'if':
      return form('if', node.condition, node.then, ...(node.else === undefined ? [] : [node.else]));
    case 'case':
      return `{case ${showExpression(node.subject)} ${node.arms.map(showArm).join(', ')}}`;
    case 'every':
      return `{every ${node.type.text} ${node.variable.text} ${showExpression(node.condition)}}`;
    case 'and':
    case 'or':
      return form(node.kind, ...node.items);
    case 'not':
      return form('not', node.of);
    case 'comparison':
    case 'arithmetic':
      return form(node.operator, node.left, node.right);
    case 'presence':
      return form(node.present ? 'present' : 'absent', node.of);
    case 'otherwise':
      return form('??', node.left, node.right);
    case 'negative':
      return form('-', node.of);
    case 'parenthesised':
      return `(${showExpression(node.of)})`;
    case 'error':
      return form('error', node.message);
    default:
      return node.kind;
  }
};

const form = (name: string, ...parts: readonly Expression[]): string =>
  `{${[name, ...parts.map(showExpression)].join(' ')}}`;

const showText = ({ parts, raw }: TextExpression): string => {
  const quote = raw ? "'" : '"';
  const inside = parts.map((part) => (part.kind === 'literal' ? part.text : `\${${showExpression(part.value)}}`));
  return `${quote}${inside.join('')}${quote}`;
};

const showArm = ({ patterns, isElse, value }: CaseExpression['arms'][number]): string =>
  `${isElse ? 'else' : patterns.map(showExpression).join('|')}: ${showExpression(value)}`;
