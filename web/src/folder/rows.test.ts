import { expect, test } from 'vitest';
import { holders, rowActions, rowsOf, type TreeRow } from './rows';

const collection = {
  path: 'shop/orders.json', digest: '1', name: 'Orders API', id: '', warnings: [], grant: 'none' as const,
  tree: [
    { at: '0', kind: 'folder' as const, name: 'Refunds', children: [{ at: '0.0', kind: 'request' as const, name: 'Refund', method: 'POST', url: 'https://x/refund' }] },
    { at: '1', kind: 'request' as const, name: 'Health', method: 'GET', url: 'https://x/health' },
  ],
};
const files = [
  { path: 'shop/orders.json', kind: 'collection' as const, name: 'An old name', digest: '1' },
  { path: 'dev.json', kind: 'environment' as const, name: 'Dev', digest: '2' },
  { path: 'other.json', kind: 'collection' as const, name: 'Stripe', digest: '3' },
  { path: 'broken.json', kind: 'collection' as const, name: 'broken.json', digest: '', problem: 'It is no JSON' },
];
const rows = (search: string) => rowsOf(files, new Map([[collection.path, collection]]), new Map(), search);
const shown = (all: TreeRow[]): unknown[] => all.map((row) => (row.children.length > 0 ? [row.name, ...shown(row.children)] : row.name));

test('collections by the names in them, without environments; closed ones hold nothing yet', () => {
  expect(shown(rows(''))).toEqual([['Orders API', ['Refunds', 'Refund'], 'Health'], 'Stripe', 'broken.json']);
  expect(rows('').map((row) => row.problem)).toEqual([undefined, undefined, 'It is no JSON']);
});

test('a search keeps what leads to what it finds', () => {
  expect(shown(rows('refund'))).toEqual([['Orders API', ['Refunds', 'Refund']]]);
  expect(shown(rows('orders api'))).toEqual([['Orders API', ['Refunds', 'Refund'], 'Health']]);
  expect(shown(rows('stripe'))).toEqual(['Stripe']);
});

test('what can be opened', () => {
  expect(holders(rows(''))).toEqual(['shop/orders.json#', 'shop/orders.json#0', 'other.json#', 'broken.json#']);
});

test('a collection is no item to be moved, and what cannot be read can only be deleted', () => {
  const [orders, , broken] = rows('');
  expect(rowActions(orders!).map(({ id }) => id)).toEqual(['new-request', 'new-folder', 'run', 'edit', 'rename', 'remove']);
  expect(rowActions(orders!.children[1]!).map(({ id }) => id)).toEqual(['open', 'run', 'rename', 'duplicate', 'move', 'remove']);
  expect(rowActions(broken!).map(({ id }) => id)).toEqual(['remove']);
});
