// The steps of one test, one after the other: what each means, given those before it.
import { type Expectation, pathText, type TestStep } from '../../syntax/index.js';
import { fixedText } from '../fixed-text.js';
import type { ObjectType } from '../object-types.js';
import { at, objectText, report, type TestContext } from './context.js';
import type { CheckedExpectation, CheckedStep, TestObject, TestValues } from './model.js';
import { connectorTypeOf, knownObject, objectTypeOf, refuseAccount, shortName, subjectOf } from './subject.js';
import { valuesOfObject } from './values.js';

type Step<K extends TestStep['kind']> = Extract<TestStep, { kind: K }>;
type Expected<K extends Expectation['kind']> = Extract<Expectation, { kind: K }>;
type CsType = ObjectType & { readonly connector: string };

/** `given`: objects that the system shows from now on. The anchor is the text after the type, or its attribute's value. */
export const givenStep = (step: Step<'given' | 'change'>, context: TestContext): CheckedStep | undefined => {
  refuseAccount(step.type, context);
  const type = connectorTypeOf(step.type, 'given', context);
  if (type === undefined) return undefined;
  const anchor = givenAnchor(step, type, context);
  if (anchor === undefined) {
    valuesOfObject(step.object, type, context);
    return undefined;
  }
  const object = { connector: type.connector, type: shortName(type), anchor };
  const isNew = context.objects.add(object);
  if (!isNew)
    context.to(report('SR6006', at(context, (step.anchor ?? step.type).span), { object: objectText(object) }));
  const values = valuesOfObject(step.object, type, context);
  checkAnchor(object, values, type, context);
  return { kind: 'given', object, values, span: step.span };
};

const givenAnchor = (step: Step<'given' | 'change'>, type: CsType, context: TestContext): string | undefined => {
  if (step.anchor !== undefined) return fixedText(step.anchor);
  const field = step.object.fields.find(({ path }) => type.find(pathText(path))?.name === type.anchor);
  if (type.anchor !== undefined && field?.value.kind === 'text') return fixedText(field.value);
  context.to(report('SR6007', at(context, step.type.span), { step: 'given', type: type.name }));
  return undefined;
};

const checkAnchor = (object: TestObject, values: TestValues, type: CsType, context: TestContext): void => {
  const field = type.anchor === undefined ? undefined : values.get(type.anchor);
  const given = field?.values[0];
  if (type.anchor === undefined || field === undefined) return;
  const text = given?.kind === 'value' ? String(given.value) : 'absent';
  if (text === object.anchor) return;
  const named = { expected: JSON.stringify(object.anchor), found: JSON.stringify(text), attribute: type.anchor };
  context.to(report('SR6008', at(context, field.span), named));
};

export const changeStep = (step: Step<'given' | 'change'>, context: TestContext): CheckedStep | undefined => {
  const [type, object] = existing(step, 'change', context);
  if (type === undefined) return undefined;
  const values = valuesOfObject(step.object, type, context);
  if (object === undefined) return undefined;
  checkAnchor(object, values, type, context);
  return { kind: 'change', object, values, span: step.span };
};

export const removeStep = (step: Step<'remove'>, context: TestContext): CheckedStep | undefined => {
  const [, object] = existing(step, 'remove', context);
  if (object === undefined) return undefined;
  context.objects.remove(object);
  return { kind: 'remove', object, span: step.span };
};

const existing = (
  step: Step<'given' | 'change'> | Step<'remove'>,
  word: string,
  context: TestContext,
): readonly [CsType | undefined, TestObject | undefined] => {
  refuseAccount(step.type, context);
  const type = connectorTypeOf(step.type, word, context);
  if (type === undefined) return [undefined, undefined];
  if (step.anchor !== undefined) return [type, knownObject(type, step.anchor, context)];
  context.to(report('SR6007', at(context, step.type.span), { step: word, type: type.name }));
  return [type, undefined];
};

export const expectStep = (step: Step<'expect'>, context: TestContext): CheckedStep | undefined => {
  const expectation = expectationOf(step.expectation, context);
  return expectation && { kind: 'expect', expectation, span: step.span };
};

const expectationOf = (expectation: Expectation, context: TestContext): CheckedExpectation | undefined => {
  switch (expectation.kind) {
    case 'missing':
      return undefined;
    case 'nothing':
      return { kind: 'nothing' };
    case 'error':
      return expectedError(expectation, context);
    case 'object':
      return expectation.change === undefined
        ? expectedState(expectation, context)
        : expectedChange(expectation, expectation.change, context);
  }
};

const expectedError = (expectation: Expected<'error'>, context: TestContext): CheckedExpectation | undefined => {
  const type = objectTypeOf(expectation.type, context);
  if (type === undefined) return undefined;
  const subject = subjectOf(expectation, type, context);
  const message = expectation.object?.fields.find(({ path }) => pathText(path) === 'message');
  const text = message?.value.kind === 'text' ? fixedText(message.value) : undefined;
  if (message !== undefined && message.value.kind !== 'text' && message.value.kind !== 'missing') {
    const named = { expected: 'a part of the message, a text', found: 'something else' };
    context.to(report('SR6004', at(context, message.value.span), named));
  }
  const values = valuesOfObject(expectation.object, type, context, 'message');
  return subject && { kind: 'error', subject, values, message: text };
};

const expectedState = (expectation: Expected<'object'>, context: TestContext): CheckedExpectation | undefined => {
  const type = objectTypeOf(expectation.type, context);
  if (type === undefined) return undefined;
  const subject = subjectOf(expectation, type, context);
  const values = valuesOfObject(expectation.object, type, context);
  return subject && { kind: 'state', no: expectation.no, subject, values };
};

const expectedChange = (
  expectation: Expected<'object'>,
  change: 'add' | 'update' | 'delete',
  context: TestContext,
): CheckedExpectation | undefined => {
  const type = connectorTypeOf(expectation.type, `expect ${change}`, context);
  if (type === undefined) return undefined;
  const names = change === 'add' && !expectation.no;
  const subject = subjectOf(expectation, type, context, names);
  const values = valuesOfObject(expectation.object, type, context);
  if (subject?.side !== 'cs') return undefined;
  if (change === 'delete' && !expectation.no && subject.anchor !== undefined)
    context.objects.remove({ connector: subject.connector, type: subject.type, anchor: subject.anchor });
  return { kind: 'change', no: expectation.no, change, subject, values };
};
