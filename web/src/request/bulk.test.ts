import { expect, test } from 'vitest';
import { bulkText, fromBulk, looksLikeRows } from './bulk';

test('rows there and back', () => {
  const rows = [{ key: 'A', value: '1', description: 'd' }, { key: 'B', value: 'x: y', disabled: true }];
  expect(bulkText(rows)).toBe('A: 1\n//B: x: y');
  expect(fromBulk(bulkText(rows), rows, { key: '', value: '' })).toEqual(rows);
});

test('what is new takes the form that rows have there', () => {
  expect(fromBulk('k=v\n\nt\tw', [], { key: '', value: '', disabled: true })).toEqual([{ key: 'k', value: 'v' }, { key: 't', value: 'w' }]);
});

test('several lines with separators are rows', () => {
  expect(looksLikeRows('A: 1\nB: 2')).toBe(true);
  expect(looksLikeRows('A: 1')).toBe(false);
  expect(looksLikeRows('some words\nmore words')).toBe(false);
});
