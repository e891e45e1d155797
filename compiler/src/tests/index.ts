// Tests in the language: run in memory over the real engine, and what they came to.
export { Placing, type RecordingBed, recordingBed, type TestableProgram, testBed } from './bed.js';
export { below, type Coverage, coverageOf, percent, type Share, type Shares } from './coverage/coverage.js';
export type { Point, PointKind } from './coverage/points.js';
export { type MutationInput, type MutationReport, tryMutations } from './mutation/mutate.js';
export { coverageText } from './report/coverage.js';
export { type JsonTest, jsonTest, TESTS_FORMAT } from './report/json.js';
export { junitXml } from './report/junit.js';
export { type JsonMutations, jsonMutations, mutationsText } from './report/mutations.js';
export { countText, testText } from './report/text.js';
export { passed, type TestFailure, type TestResult } from './result.js';
export { Machines } from './run/machines.js';
export { runTest, type TestBed } from './run/run.js';
export { filtered, runSuite, type SuiteOptions, type SuiteResult } from './suite.js';
