// What expressions read, how calls keep their values apart, what flows end in.
// biome-ignore-all lint/suspicious/noThenProperty: the plan's word for a branch
import { describe, expect, it } from 'vitest';
import type { Expr, Lambda } from '../plan/expression.js';
import type { Content } from '../values/index.js';
import { compileExpression, compileOutcome } from './compile.js';
import type { CompileContext } from './context.js';
import { CLEAR, type Environment, Failure, KEEP } from './environment.js';
import { context, environment, integer, rowOf, source, text } from './testing.js';

describe('reading', () => {
  it('takes attributes beyond the end of a row, and of no target, for absent', () => {
    const here = environment({ source: ['x'] });
    expect(compileExpression(source('t2'), context())(here)).toBeUndefined();
    expect(compileExpression({ op: 'target', attribute: 't1' }, context())(here)).toBeUndefined();
    expect(compileExpression({ op: 'target', attribute: 't1' }, context())({ ...here, target: ['y'] })).toBe('y');
  });

  it.each<[bigint | undefined, boolean, Content]>([
    [514n, true, false],
    [512n, true, true],
    [514n, false, true],
    [-2147483646n, false, true],
    [undefined, true, undefined],
  ])('reads bit 2 of %s, inverted %s, as %s', (uac, inverted, expected) => {
    const bits = { source: (name: string) => (name === 'enabled' ? { of: 'uac', mask: 2, inverted } : undefined) };
    const evaluate = compileExpression(source('enabled'), context({ bits }));
    expect(evaluate(environment({ source: rowOf({ uac }) }))).toBe(expected);
  });

  it('tells what it reads', () => {
    const seen: unknown[] = [];
    const params = new Map<string, Content>([['zone', 'UTC']]);
    const expr: Expr = {
      op: 'text',
      parts: [source('t1'), { op: 'target', attribute: 't2' }, { op: 'param', name: 'zone' }],
    };
    compileExpression(
      expr,
      context({ params }),
    )(environment({ source: ['a'], target: [undefined, 'b'], observe: (...what) => seen.push(what) }));
    expect(seen).toEqual([
      ['source', 't1', 'a'],
      ['target', 't2', 'b'],
      ['param', 'zone', 'UTC'],
    ]);
  });

  it('reads through references, of a list each of them', () => {
    const through = {
      connectorObject: (connector: string, reference: string, types: readonly string[], attribute: string): Content =>
        reference === 'a:2' ? undefined : `${connector} ${reference} ${types.join()} ${attribute}`,
      metaverseObject: (reference: string): Content => [`${reference}!`, 'x'],
      members: () => [],
    };
    const read = (of: Expr, side: 'cs' | 'mv'): Expr => ({
      op: 'through',
      of,
      attribute: 'mail',
      side,
      types: ['user'],
    });
    const here = environment({ source: rowOf({ t1: 'a:1', l1: ['a:1', 'a:2', 'a:3'] }), through });
    const run = (expr: Expr): Content => compileExpression(expr, context())(here);
    expect(run(read(source('t1'), 'cs'))).toBe('hr a:1 user mail');
    expect(run(read(source('l1'), 'cs'))).toEqual(['hr a:1 user mail', 'hr a:3 user mail']);
    expect(run(read(source('t1'), 'mv'))).toEqual(['a:1!', 'x']);
    expect(run(read(source('t2'), 'cs'))).toBeUndefined();
    expect(run({ op: 'self' })).toBe('a:me');
    expect(run({ op: 'named', name: text('CN=A, DC=x'), connector: 'corp' })).toBe('n:cn=a,dc=x');
  });
});

describe('calls', () => {
  const call = (name: string, ...values: readonly (Expr | Lambda)[]): Expr => ({ op: 'call', name, arguments: values });
  const lambda = (name: string, body: Expr): Lambda => ({ op: 'lambda', variable: name, body });
  const variable = (name: string): Expr => ({ op: 'variable', name });
  const functions: CompileContext['functions'] = new Map<
    string,
    { readonly parameters: readonly string[]; readonly body: Expr }
  >([
    ['twice', { parameters: ['p'], body: { op: 'text', parts: [variable('p'), variable('p')] } }],
    ['or', { parameters: ['p', 'q'], body: { op: 'otherwise', left: variable('p'), right: variable('q') } }],
    [
      'nested',
      {
        parameters: ['p'],
        body: {
          op: 'apply',
          name: 'or',
          arguments: [variable('p'), { op: 'apply', name: 'twice', arguments: [text('n')] }],
        },
      },
    ],
    [
      'anyIs',
      {
        parameters: ['xs', 'p'],
        body: {
          op: 'call',
          name: 'any',
          arguments: [
            variable('xs'),
            {
              op: 'lambda',
              variable: 'x',
              body: { op: 'equal', left: variable('x'), right: variable('p'), by: 'exact' },
            },
          ],
        },
      },
    ],
  ]);
  const apply = (name: string, ...values: readonly Expr[]): Expr => ({ op: 'apply', name, arguments: values });
  const run = (expr: Expr, given: Readonly<Record<string, Content>> = {}): Content =>
    compileExpression(expr, context({ functions }))(environment({ source: rowOf(given) }));
  const list: Expr = { op: 'list', items: [text('a'), text('b')] };

  it.each<[string, Expr, Content]>([
    ['a strict function of nothing', call('left', source('t1'), integer(1)), undefined],
    ['each value', { op: 'call', name: 'textAfter', arguments: [source('l1'), text(':')], each: true }, ['1', '2']],
    ['each value of a declared function', { op: 'apply', name: 'twice', arguments: [list], each: true }, ['aa', 'bb']],
    ['an argument that calls the same function', apply('twice', apply('twice', text('x'))), 'xxxx'],
    [
      'both arguments call the same function',
      apply('or', apply('or', source('t1'), source('t2')), apply('or', text('z'), text('y'))),
      'z',
    ],
    ['an absent argument is passed on', apply('or', source('t1'), text('d')), 'd'],
    ['functions in functions', apply('nested', source('t1')), 'nn'],
    ['a lambda sees the parameters around it', apply('anyIs', list, text('b')), true],
    [
      'lambdas in lambdas',
      call(
        'map',
        list,
        lambda(
          'x',
          call(
            'joinText',
            call('map', list, lambda('y', { op: 'text', parts: [variable('x'), variable('y')] })),
            text('-'),
          ),
        ),
      ),
      ['aa-ab', 'ba-bb'],
    ],
  ])('%s', (_, expr, expected) => {
    expect(run(expr, { l1: ['x:1', 'y', 'z:2'] })).toEqual(expected);
  });

  it('keep their values while readers come through them again', () => {
    const body: Expr = {
      op: 'text',
      parts: [{ op: 'through', of: variable('p'), attribute: 'a', side: 'mv', types: [] }, variable('p')],
    };
    const recursive = context({ functions: new Map([['f', { parameters: ['p'], body }]]) });
    const evaluate = compileExpression(apply('f', source('t1')), recursive);
    const here: Environment = environment({
      source: ['1'],
      through: {
        connectorObject: () => undefined,
        metaverseObject: (reference) => (reference === '1' ? evaluate({ ...here, source: ['2'] }) : '.'),
        members: () => [],
      },
    });
    expect(evaluate(here)).toBe('.21');
  });
});

describe('outcomes', () => {
  const choose = (then: Expr, otherwise?: Expr): Expr =>
    otherwise === undefined
      ? { op: 'if', condition: source('b1'), then }
      : { op: 'if', condition: source('b1'), then, else: otherwise };
  it.each<[string, Expr, unknown]>([
    ['clear', { op: 'clear' }, CLEAR],
    ['keep in an else', choose(text('x'), { op: 'keep' }), KEEP],
    ['a missing else', choose(text('x')), undefined],
    ['clear after ??', { op: 'otherwise', left: source('t1'), right: { op: 'clear' } }, CLEAR],
    ['the empty text', text(''), undefined],
    ['the empty text before ??', { op: 'otherwise', left: text(''), right: text('x') }, undefined],
    ['empty texts in a list', { op: 'list', items: [text(''), text('x')] }, ['x']],
    [
      'an arm',
      { op: 'case', subject: text('B'), by: 'ignoreCase', arms: [{ patterns: ['a', 'b'], then: { op: 'keep' } }] },
      KEEP,
    ],
    ['an else of case', { op: 'case', subject: source('t1'), by: 'exact', arms: [], else: { op: 'clear' } }, CLEAR],
  ])('%s', (_, expr, expected) => {
    expect(compileOutcome(expr, context())(environment())).toEqual(expected);
  });

  it('fail with their text, in which absent holes read absent', () => {
    const message: Expr = { op: 'text', parts: ['no name: ', source('t1'), ', ', source('t2')] };
    const evaluate = compileOutcome(
      { op: 'otherwise', left: source('t1'), right: { op: 'error', message } },
      context(),
    );
    expect(evaluate(environment({ source: ['x'] }))).toBe('x');
    const fail = (): unknown => evaluate(environment({ source: [undefined, 'y'] }));
    expect(fail).toThrow();
    try {
      fail();
    } catch (failure) {
      expect(failure).toEqual(new Failure('no name: absent, y'));
    }
  });
});
