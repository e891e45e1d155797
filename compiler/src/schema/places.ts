// Where the parts of a schema stand in its file.
import type { Location, SourceFile } from '../source/index.js';
import { type JsonNode, memberOf } from './json.js';

export interface SchemaPlaces {
  /** The name of a type. */
  readonly type: (type: string) => Location;
  /** The name of an attribute. */
  readonly attribute: (type: string, attribute: string) => Location;
  /** The value at a path of members and indexes; the nearest thing around it when there is none. */
  readonly value: (...path: readonly string[]) => Location;
}

export const schemaPlaces = (file: SourceFile, document: JsonNode): SchemaPlaces => {
  const nodeAt = (path: readonly string[]): JsonNode =>
    path.reduce(
      (node, part) => (node.kind === 'array' ? node.items[Number(part)] : memberOf(node, part)?.value) ?? node,
      document,
    );
  const nameAt = (path: readonly string[], name: string): Location => ({
    file,
    span: memberOf(nodeAt(path), name)?.nameSpan ?? { start: 0, end: 0 },
  });
  return {
    type: (type) => nameAt(['types'], type),
    attribute: (type, attribute) => nameAt(['types', type, 'attributes'], attribute),
    value: (...path) => ({ file, span: nodeAt(path).span }),
  };
};
