import { expect, test } from 'vitest';
import { copied, copyName } from './copied';

test('a copy has no ids of its own, and all else', () => {
  const item = {
    id: '1', name: 'Orders', auth: { type: 'noauth' }, variable: [{ id: 'kept', key: 'a' }],
    item: [{ _postman_id: '2', name: 'list', request: 'https://x', response: [{ id: '3', name: 'ok', uid: '9' }] }],
  };
  expect(copied(item)).toEqual({
    name: 'Orders', auth: { type: 'noauth' }, variable: [{ id: 'kept', key: 'a' }],
    item: [{ name: 'list', request: 'https://x', response: [{ name: 'ok' }] }],
  });
  expect(item.id).toBe('1');
});

test('a name that is taken is counted on', () => {
  expect(copyName('Pay', ['Pay'])).toBe('Pay copy');
  expect(copyName('Pay', ['Pay', 'Pay copy', 'Pay copy 2'])).toBe('Pay copy 3');
});
