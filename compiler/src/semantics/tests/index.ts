// Tests in the language: checked.
export { checkTests } from './check-tests.js';
export type {
  ChangeKind,
  CheckedExpectation,
  CheckedStep,
  CheckedTest,
  TestField,
  TestObject,
  TestSubject,
  TestValue,
  TestValues,
} from './model.js';
