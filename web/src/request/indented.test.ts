import { expect, test } from 'vitest';
import { indented } from './indented';

test('JSON is laid out as JSON.stringify does', () => {
  const value = { a: [1, 'x:{},"', { b: [] }, {}], 'c\\': null, d: -1.5e3 };
  expect(indented(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(indented(JSON.stringify(value, null, '\t'))).toBe(JSON.stringify(value, null, 2));
});

test('bare references stay', () => {
  expect(indented('{"a":{{count}},"b":["{{x}}"]}')).toBe('{\n  "a": {{count}},\n  "b": [\n    "{{x}}"\n  ]\n}');
});

test('what is not whole is left alone', () => {
  expect(indented('{"a":[1}')).toBeUndefined();
  expect(indented('{"a')).toBeUndefined();
  expect(indented('')).toBeUndefined();
});
