// "Did you mean": misspelt name and candidates → what is offered.
import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance, nearest } from './suggest.js';

describe('nearest', () => {
  test.each<[string, string[], string[]]>([
    ['hireDte', ['hireDate', 'endDate', 'name'], ['hireDate']],
    ['HIREDATE', ['hireDates', 'hireDate'], ['hireDate', 'hireDates']],
    ['givneName', ['givenName', 'surname'], ['givenName']],
    ['sn', ['cn', 'sm', 'st', 'title'], ['cn', 'sm', 'st']],
    ['mail', ['mailNickname', 'email', 'manager'], ['email', 'mailNickname']],
    ['zzz', ['hireDate', 'name'], []],
    ['a', ['b', 'c'], []],
    ['name', ['name'], []],
    ['name', [], []],
    ['lowr', ['lower', 'lower', 'upper'], ['lower']],
  ])('of %s in %j', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toEqual(expected);
  });
});

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('of %s and %s', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

test.each<[string[], string | undefined]>([
  [[], undefined],
  [['lower'], 'did you mean `lower`?'],
  [['lower', 'tower'], 'did you mean `lower` or `tower`?'],
  [['lower', 'tower', 'power'], 'did you mean `lower`, `power` or `tower`?'],
])('didYouMean with %j', (candidates, expected) => {
  expect(didYouMean('ower', candidates)).toBe(expected);
});
