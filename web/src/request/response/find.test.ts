import { expect, test } from 'vitest';
import { longestLine, placeAfter, placesOf } from './find';

test('words are found in any case, as they are written', () => {
  expect(placesOf('aXbxc.*', 'x')).toEqual([1, 3]);
  expect(placesOf('aXbxc.*', '.*')).toEqual([5]);
  expect(placesOf('abc', '')).toEqual([]);
});

test('the next place, around the end', () => {
  expect(placeAfter([1, 5, 9], 5)).toBe(1);
  expect(placeAfter([1, 5, 9], 6)).toBe(2);
  expect(placeAfter([1, 5, 9], 10)).toBe(0);
});

test('the longest line', () => {
  expect(longestLine('a\nbcd\n\nef')).toBe(3);
  expect(longestLine('abcd')).toBe(4);
  expect(longestLine('')).toBe(0);
});
