import { expect, test } from 'vitest';
import { holdsWords } from './search-choice';
import { afterKey, kLeast, kMost, within } from './split';

test('a border stays where both panes can be seen', () => {
  expect(within(1)).toBe(kLeast);
  expect(within(99)).toBe(kMost);
  expect(within(40)).toBe(40);
});

test('arrow keys move a border along its way, and no other', () => {
  expect(afterKey(50, 'ArrowLeft', false)).toBe(45);
  expect(afterKey(50, 'ArrowRight', false)).toBe(55);
  expect(afterKey(50, 'ArrowUp', false)).toBeUndefined();
  expect(afterKey(50, 'ArrowDown', true)).toBe(55);
  expect(afterKey(50, 'End', true)).toBe(kMost);
  expect(afterKey(kLeast, 'ArrowUp', true)).toBe(kLeast);
});

test('every word finds', () => {
  expect(holdsWords('eu-west-1 Europe (Ireland)', 'ireland EU')).toBe(true);
  expect(holdsWords('eu-west-1 Europe (Ireland)', 'ireland us')).toBe(false);
  expect(holdsWords('anything', '')).toBe(true);
});
