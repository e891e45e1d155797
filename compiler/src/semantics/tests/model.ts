// Tests of a program, checked: every name means something, every value fits, and time goes forward.
import type { PlanParam } from '@syncrule/runtime/plan';
import type { Value } from '@syncrule/runtime/values';
import type { SourceFile, Span } from '../../source/index.js';

export interface CheckedTest {
  readonly title: string;
  readonly file: SourceFile;
  readonly span: Span;
  /** Values that the test gives. */
  readonly params: readonly PlanParam[];
  readonly steps: readonly CheckedStep[];
}

export type CheckedStep = { readonly span: Span } & (
  | { readonly kind: 'at'; readonly time: number }
  | { readonly kind: 'given'; readonly object: TestObject; readonly values: TestValues }
  | { readonly kind: 'change'; readonly object: TestObject; readonly values: TestValues }
  | { readonly kind: 'remove'; readonly object: TestObject }
  | { readonly kind: 'expect'; readonly expectation: CheckedExpectation }
);

/** An object of a connected system, by the anchor that the test knows it by. */
export interface TestObject {
  readonly connector: string;
  /** Without the connector's name. */
  readonly type: string;
  readonly anchor: string;
}

/** By attribute as the type spells it. An empty list says that there is no value. */
export type TestValues = ReadonlyMap<string, TestField>;
export interface TestField {
  readonly span: Span;
  readonly values: readonly TestValue[];
}
export type TestValue =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'object'; readonly object: TestObject };

/** What an expectation is about: a type of the metaverse, or of a connected system. */
export type TestSubject =
  | { readonly side: 'mv'; readonly type: string }
  | {
      readonly side: 'cs';
      readonly connector: string;
      readonly type: string;
      readonly account: string | undefined;
      readonly anchor: string | undefined;
    };

export type ChangeKind = 'add' | 'update' | 'delete';

export type CheckedExpectation =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'error';
      readonly subject: TestSubject;
      readonly values: TestValues;
      /** A part of the error's message. */
      readonly message: string | undefined;
    }
  | { readonly kind: 'state'; readonly no: boolean; readonly subject: TestSubject; readonly values: TestValues }
  | {
      readonly kind: 'change';
      readonly no: boolean;
      readonly change: ChangeKind;
      readonly subject: Extract<TestSubject, { readonly side: 'cs' }>;
      readonly values: TestValues;
    };
