import { expect, test } from 'vitest';
import { fromEnvironment, toEnvironment, variablesOf, withVariables } from './variables';

const values = [
  { key: 'host', value: 'a', enabled: true, type: 'default' },
  { key: 'old', value: '', enabled: false, type: 'any' },
  { key: 'token', value: '{{vault:t}}', enabled: true, type: 'secret' },
];

test('values of an environment come back as they were', () => {
  expect(toEnvironment(fromEnvironment(values))).toEqual(values);
});

test('a row without key and value is none, a type is kept until it is changed', () => {
  const [host, old, token] = fromEnvironment(values);
  expect(toEnvironment([{ ...host!, secret: true }, { ...old!, enabled: true }, { ...token!, secret: false }, { key: '', value: '', enabled: true, secret: false }])).toEqual([
    { ...values[0], type: 'secret' }, { ...values[1], enabled: true }, { ...values[2], type: 'default' },
  ]);
});

const item = {
  name: 'Orders',
  variable: [{ id: 'x', key: 'page', value: 20, type: 'number' }, { key: 'off', value: 'v', disabled: true, description: 'd' }, { id: 'named', value: true }],
};

test('what nobody changed stays as it stands in the file', () => {
  expect(withVariables(item, variablesOf(item))).toEqual(item);
  expect(withVariables({ name: 'none' }, [])).toEqual({ name: 'none' });
});

test('a change touches its own member only', () => {
  const [page, off, named] = variablesOf(item);
  expect(page!.value).toBe('20');
  expect(withVariables(item, [{ ...page!, value: '30' }, { ...off!, enabled: true }, { ...named!, key: 'other' }]).variable).toEqual([
    { id: 'x', key: 'page', value: '30', type: 'number' },
    { key: 'off', value: 'v', description: 'd' },
    { id: 'named', key: 'other', value: true },
  ]);
  expect(withVariables(item, [{ key: 'new', value: '1', enabled: false, secret: true }]).variable).toEqual([{ key: 'new', value: '1', type: 'secret', disabled: true }]);
});
