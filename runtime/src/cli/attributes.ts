// The attributes of objects by name, with what their types say about them.

import { readBit } from '../engine/index.js';
import type { Space } from '../runs/index.js';
import type { CsObject, MvObject, MvValue } from '../store/index.js';
import type { Content } from '../values/index.js';

export interface NamedContent {
  readonly name: string;
  readonly scalar: string;
  readonly content: Content;
}

export interface NamedValue extends NamedContent {
  readonly value: MvValue;
}

/** What the last imports said of a connector object, in the order of the plan; bits as the booleans they are. */
export const imageOf = (space: Space, object: CsObject): readonly NamedContent[] => {
  const type = space.types.get(`${object.connector}.${object.type}`);
  return [...(type?.attributes.values() ?? [])].flatMap(({ name, type: { scalar }, bit }) => {
    const slot = type?.stored.get(bit?.of ?? name)?.slot;
    const stored = slot === undefined ? undefined : object.image[slot];
    const content = bit ? readBit(stored, bit) : stored;
    return content === undefined ? [] : [{ name, scalar, content }];
  });
};

/** The values of a metaverse object, cleared ones included. */
export const valuesOfMv = (space: Space, layout: readonly string[], mv: MvObject): readonly NamedValue[] => {
  const type = space.plan.metaverse.find(({ name }) => name === mv.type);
  return (type?.attributes ?? []).flatMap(({ name, type: { scalar } }) => {
    const value = mv.stored[layout.indexOf(name)];
    return value ? [{ name, scalar, content: value.values, value }] : [];
  });
};
