import { expect, test } from 'vitest';
import { kRowHeight, rowAfterKey, seen } from './long-table-rows';

test('of ten thousand rows only those in sight are drawn, and a few beside them', () => {
  expect(seen({ top: 0, height: 10 * kRowHeight }, 10_000)).toEqual({ from: 0, to: 18 });
  expect(seen({ top: 5000 * kRowHeight, height: 10 * kRowHeight }, 10_000)).toEqual({ from: 4992, to: 5018 });
  expect(seen({ top: 9990 * kRowHeight, height: 10 * kRowHeight }, 10_000)).toEqual({ from: 9982, to: 10_000 });
  expect(seen({ top: 9990 * kRowHeight, height: 100 }, 3)).toEqual({ from: 3, to: 3 }); // filtered meanwhile
});

test('keys go through the rows and stay in them', () => {
  expect(rowAfterKey('ArrowDown', -1, 5, 3)).toBe(0);
  expect(rowAfterKey('ArrowUp', -1, 5, 3)).toBe(4);
  expect(rowAfterKey('ArrowDown', 4, 5, 3)).toBe(4);
  expect(rowAfterKey('PageDown', 1, 5, 3)).toBe(4);
  expect(rowAfterKey('PageUp', 1, 5, 3)).toBe(0);
  expect(rowAfterKey('End', 0, 5, 3)).toBe(4);
  expect(rowAfterKey('Home', 3, 5, 3)).toBe(0);
  expect(rowAfterKey('x', 3, 5, 3)).toBeUndefined();
  expect(rowAfterKey('ArrowDown', -1, 0, 3)).toBeUndefined();
});
