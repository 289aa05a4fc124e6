import { expect, test } from 'vitest';
import { smallestChange } from './change';
import { knownOf, type Look, referencesIn, troubles } from './known';

const look: Look = {
  url: '',
  variables: [
    { name: 'host', value: 'h', source: 'environment' },
    { name: 'token', value: 'Bearer {{vault:stripe}}', source: 'collection' },
    { name: 'none', value: '', source: 'globals' },
    { name: 'lost', value: '', source: 'unresolved' },
    { name: '$guid', value: '', source: 'dynamic' },
  ],
  references: [
    { name: 'stripe', state: 'not-allowed', what: 'Not allowed for h.', mend: 'Add h to its domains.' },
    { name: 'vault:good', state: 'resolves', source: 'the vault' },
  ],
  warnings: [],
};

test('a variable is as good as the references in it', () => {
  const known = knownOf(look);
  expect(known.get('host')).toEqual({ state: 'resolves', why: 'h (from environment)' });
  expect(known.get('token')!.state).toBe('not-allowed');
  expect(known.get('none')!.state).toBe('empty');
  expect(known.get('lost')!.state).toBe('unresolved');
  expect(known.get('$guid')!.state).toBe('resolves');
  expect(known.get('vault:stripe')!.why).toBe('Not allowed for h. Add h to its domains.');
  expect(known.get('vault:good')!.state).toBe('resolves');
});

test('references are found with their places', () => {
  expect(referencesIn('a{{ b }}{{vault:c d}}{{')).toEqual([{ from: 1, to: 8, name: 'b' }, { from: 8, to: 21, name: 'vault:c d' }]);
});

test('troubles in words, each once', () => {
  expect(troubles('{{lost}}{{lost}}{{host}}', knownOf(look))).toBe(
    '{{lost}} does not resolve: No such variable in the environment, the collection or the globals.',
  );
  expect(troubles('{{unknown}}', knownOf(look))).toBe('');
});

test('a change is as small as it can be', () => {
  expect(smallestChange('abcd', 'abXd')).toEqual({ from: 2, to: 3, insert: 'X' });
  expect(smallestChange('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' });
  expect(smallestChange('abc', '')).toEqual({ from: 0, to: 3, insert: '' });
});
