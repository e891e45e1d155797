// What checking the steps of one test rests on: the program, the test's file, and the objects that it has so far.
import { testsDiagnostics } from '../../diagnostics/catalogue/tests.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { SourceFile, Span } from '../../source/index.js';
import type { Report } from '../findings.js';
import type { World } from '../world.js';
import type { TestObject } from './model.js';

export const report = diagnosticsOf(testsDiagnostics);

export interface TestContext {
  readonly world: World;
  readonly file: SourceFile;
  readonly to: Report;
  readonly objects: TestObjects;
}

export const at = (context: TestContext, span: Span) => ({ file: context.file, span });

/** `hr.person "1001"`, as a test writes it. */
export const objectText = ({ connector, type, anchor }: TestObject): string =>
  `${connector}.${type} ${JSON.stringify(anchor)}`;

/** The objects that a test has named, by connector and anchor; those that were removed may be given again. */
export class TestObjects {
  readonly #known = new Map<string, TestObject>();
  readonly #removed = new Set<string>();

  /** False: there is such an object already. */
  add(object: TestObject): boolean {
    const key = keyOf(object);
    if (this.#known.has(key) && !this.#removed.has(key)) return false;
    this.#known.set(key, object);
    this.#removed.delete(key);
    return true;
  }

  remove(object: TestObject): void {
    this.#removed.add(keyOf(object));
  }

  has(object: TestObject): boolean {
    return this.#known.get(keyOf(object))?.type === object.type;
  }

  /** Anchors of the type, for "did you mean". */
  anchors({ connector, type }: Pick<TestObject, 'connector' | 'type'>): readonly string[] {
    return [...this.#known.values()]
      .filter((object) => object.connector === connector && object.type === type)
      .map(({ anchor }) => anchor);
  }
}

const keyOf = ({ connector, anchor }: TestObject): string => `${connector}\n${anchor}`;
