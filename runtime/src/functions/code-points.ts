// Texts by code points (8.1): lengths, and parts by position.
import { asNumber } from '../values/integer.js';

const SURROGATES = /[\ud800-\udfff]/;

export function lengthOf(text: string): number {
  if (!SURROGATES.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** The code points from one position (from 0) up to another, which is not included. */
export function slice(text: string, from: number, to: number): string {
  if (!SURROGATES.test(text)) return text.slice(from, to);
  return [...text].slice(from, to).join('');
}

/** The part that begins at `start` (from 1) and is `count` long, as far as it lies within `length`. */
export function range(start: bigint, count: bigint, length: number): { readonly from: number; readonly to: number } {
  const from = asNumber(start) - 1;
  const to = from + Math.max(asNumber(count), 0);
  return { from: clamp(from, length), to: clamp(to, length) };
}

const clamp = (at: number, length: number): number => Math.min(Math.max(at, 0), length);
