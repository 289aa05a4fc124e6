import { expect, test } from 'vitest';
import { type Draft, isUnsaved, refreshed } from './draft';
import { emptyItem, type Item } from './item';

const item = (name: string): Item => ({ name, request: { method: 'GET', url: 'u' } });
const draft = (more: Partial<Draft>): Draft => ({ item: item('a'), folders: [], lists: true, ...more });

test('saved is what equals the file; a new request is no loss', () => {
  expect(isUnsaved(draft({ saved: item('a') }))).toBe(false);
  expect(isUnsaved(draft({ saved: item('b') }))).toBe(true);
  expect(isUnsaved(draft({}))).toBe(true);
  expect(isUnsaved(draft({ item: emptyItem }))).toBe(false);
});

test('what nobody edited follows the file', () => {
  const read = { saved: item('new'), digest: '2', folders: ['F'], lists: true };
  expect(refreshed(draft({ saved: item('a'), digest: '1' }), read)).toEqual({ ...read, item: item('new') });
  expect(refreshed(undefined, read).item).toEqual(item('new'));
});

test('what somebody edited stays, and may be saved if its item is the same as before', () => {
  const edited = draft({ item: item('mine'), saved: item('a'), digest: '1' });
  const others = { saved: item('a'), digest: '2', folders: [], lists: true };
  expect(refreshed(edited, others)).toEqual({ ...others, item: item('mine') });
  expect(refreshed(edited, { ...others, saved: item('theirs') })).toEqual({ ...edited, elsewhere: true });
});
