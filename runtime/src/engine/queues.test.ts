import { describe, expect, it } from 'vitest';
import { objectId } from '../values/index.js';
import { compareInbound, type InboundItem } from './queues.js';

describe('the order of inbound steps', () => {
  const item = (precedence: number, connector: string, anchor: string, onlyJoins = false): InboundItem => ({
    precedence,
    onlyJoins,
    connector,
    anchor,
    id: objectId(1),
  });

  it.each<[string, InboundItem, InboundItem]>([
    ['precedence first', item(100, 'z', 'z'), item(200, 'a', 'a')],
    ['then what can be projected', item(100, 'hr', 'z'), item(100, 'corp', 'a', true)],
    ['precedence before that', item(100, 'corp', 'a', true), item(200, 'hr', 'a')],
    ['then the connector', item(100, 'corp', 'z'), item(100, 'hr', 'a')],
    ['then the anchor', item(100, 'hr', '10'), item(100, 'hr', '9')],
    ['anchors by their bytes, not by UTF-16', item(100, 'hr', '\uffff'), item(100, 'hr', '\u{1f600}')],
    ['objects that no rule links come last', item(100, 'hr', 'z'), item(Number.POSITIVE_INFINITY, 'hr', 'a')],
  ])('%s', (_, lesser, greater) => {
    expect(compareInbound(lesser, greater)).toBeLessThan(0);
    expect(compareInbound(greater, lesser)).toBeGreaterThan(0);
  });
});
