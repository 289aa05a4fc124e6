import { expect, test } from 'vitest';
import { apart, bytesOf, importedText, namesText, sourceOf } from './transfer';

const nothing = { added: [], replaced: [], kept: [], renamed: [], conflicts: [] };

test('few names are named, many are counted', () => {
  expect(namesText(['a'])).toBe('“a”');
  expect(namesText(['a', 'b', 'c'])).toBe('“a”, “b” and “c”');
  expect(namesText(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('“a”, “b”, “c”, “d” and 2 more');
});

test('an import says what became of each', () => {
  expect(importedText(nothing)).toBe('There was nothing to import.');
  expect(importedText({ ...nothing, added: ['a', 'b'], kept: ['c'], renamed: [{ name: 'd', to: 'd-2' }] })).toBe(
    'Imported: added “a” and “b”; added “d” as “d-2”; kept “c” as before.',
  );
  expect(importedText({ ...nothing, replaced: ['a'] })).toBe('Imported: replaced “a”.');
});

test('what is typed twice must be the same, once both are typed', () => {
  expect(apart('abc', '')).toBeUndefined();
  expect(apart('abc', 'abc')).toBeUndefined();
  expect(apart('abc', 'abd')?.field).toBe('again');
});

test('what is no text travels as base64', () => {
  expect(sourceOf(new TextEncoder().encode('{"ü": 1}'))).toEqual({ text: '{"ü": 1}' });
  expect(sourceOf(new Uint8Array([0xff, 0x00, 0x80]))).toEqual({ base64: '/wCA' });
  expect([...bytesOf('/wCA')]).toEqual([0xff, 0x00, 0x80]);
});
