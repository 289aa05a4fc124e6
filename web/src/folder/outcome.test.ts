import { expect, test } from 'vitest';
import { inOneLine, type Outcome } from './outcome';

const fine: Outcome = { from: 'a.json', told: 'A collection, now the file a.json', failed: false, notes: [] };

test('what went well is told in a line', () => {
  expect(inOneLine([fine, { ...fine, from: 'b.json' }])).toBe('a.json: a collection, now the file a.json. b.json: a collection, now the file a.json.');
});

test('a failure, or something to note, wants a window', () => {
  expect(inOneLine([fine, { ...fine, failed: true }])).toBeUndefined();
  expect(inOneLine([{ ...fine, notes: ['Two responses were left out.'] }])).toBeUndefined();
});
