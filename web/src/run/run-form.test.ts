import { expect, test } from 'vitest';
import { argumentsOf, numberProblem } from './run-form';

const empty = { at: '', iterations: '', delay: '', timeout: '', bail: false };

test('what was left empty is not said', () => {
  expect(argumentsOf({ ...empty, collection: 'a.json' }, {})).toEqual({ collection: 'a.json' });
});

test('what was given', () => {
  const given = { collection: 'a.json', at: '0.1', data: { name: 'd.csv', text: 'a\n1' }, iterations: '3', delay: ' 50 ', timeout: '0', bail: true };
  expect(argumentsOf(given, { environment: 'e.json', globals: 'g.json' })).toEqual({
    collection: 'a.json', at: ['0.1'], environment: 'e.json', globals: 'g.json', data: 'a\n1', iterations: 3, delay_ms: 50, timeout_ms: 0, bail: true,
  });
});

test('a number must be one', () => {
  expect(numberProblem('', 1)).toBeUndefined();
  expect(numberProblem('12', 1)).toBeUndefined();
  expect(numberProblem('0', 1)).toBe('A whole number, 1 or more.');
  expect(numberProblem('1.5', 0)).toBe('A whole number, 0 or more.');
  expect(numberProblem('many', 0)).toBe('A whole number, 0 or more.');
});
