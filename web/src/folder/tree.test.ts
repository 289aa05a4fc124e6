import { expect, test } from 'vitest';
import { afterInsertion, afterMove, afterRemoval, dropTarget, filtered, folders, keyOf, namesAbove, type Node, nodeAt, placeOf } from './tree';

const request = (at: string, name: string): Node => ({ at, kind: 'request', name, method: 'GET', url: `https://api.example.com/${name}` });
const folder = (at: string, name: string, children: Node[]): Node => ({ at, kind: 'folder', name, children });
const tree: Node[] = [
  request('0', 'health'),
  folder('1', 'Orders', [request('1.0', 'list'), folder('1.1', 'Old', [request('1.1.0', 'archive')]), request('1.2', 'pay')]),
  request('2', 'last'),
];

// The items as a list of lists, moved the plain way: what the functions say must agree with it.
type Plain = { name: string; children: Plain[] };
const plain = (nodes: Node[]): Plain[] => nodes.map((node) => ({ name: node.name, children: plain(node.children ?? []) }));
const places = (nodes: Plain[], above: number[] = []): [string, string][] =>
  nodes.flatMap((node, index) => {
    const here = [...above, index];
    return [[node.name, here.join('.')] as [string, string], ...places(node.children, here)];
  });
const listAt = (nodes: Plain[], at: string) => (at === '' ? nodes : at.split('.').reduce((level, position) => level[Number(position)]!.children, nodes));
const all = places(plain(tree));

test('a removed item takes what it holds with it, the ones behind it move up', () => {
  const moved = afterRemoval('1');
  expect(all.map(([, at]) => moved(at))).toEqual(['0', undefined, undefined, undefined, undefined, undefined, '1']);
  expect(afterRemoval('1.0')('1.1.0')).toBe('1.0.0');
  expect(afterRemoval('1.0')('2')).toBe('2');
});

test('an added item moves the ones at its place and behind it', () => {
  expect(all.map(([, at]) => afterInsertion('1')(at))).toEqual(['0', '2', '2.0', '2.1', '2.1.0', '2.2', '3']);
  expect(afterInsertion('1.3')('1.2')).toBe('1.2');
});

test('a move is what it is for a list of lists, wherever from and whereto', () => {
  for (const [, from] of all) {
    for (const [, onto] of all) {
      for (const where of ['before', 'after', 'on'] as const) {
        if (where === 'on' && nodeAt(tree, onto)?.kind !== 'folder') continue;
        const target = dropTarget(tree, onto, where, from);
        if (!target) {
          expect(onto === from || onto.startsWith(`${from}.`)).toBe(true);
          continue;
        }
        const after = plain(tree);
        const goal = listAt(after, target.to);
        const [item] = listAt(after, from.split('.').slice(0, -1).join('.')).splice(Number(from.split('.').at(-1)), 1);
        goal.splice(target.position, 0, item!);
        const now = new Map(places(after));
        const moved = afterMove(from, now.get(item!.name)!);
        for (const [name, at] of all) expect([name, moved(at)]).toEqual([name, now.get(name)]);
      }
    }
  }
});

test('what is dropped lands where the line was', () => {
  expect(dropTarget(tree, '1.0', 'before', '1.2')).toEqual({ to: '1', position: 0 });
  expect(dropTarget(tree, '1.2', 'after', '1.0')).toEqual({ to: '1', position: 2 });
  expect(dropTarget(tree, '', 'on', '0')).toEqual({ to: '', position: 2 });
  expect(dropTarget(tree, '', 'on', undefined)).toEqual({ to: '', position: 3 });
  expect(dropTarget(tree, '1.1', 'on', '1')).toBeUndefined();
});

test('a search finds names, methods and addresses, and shows the folders above', () => {
  expect(places(plain(filtered(tree, 'ARCH'))).map(([name]) => name)).toEqual(['Orders', 'Old', 'archive']);
  expect(places(plain(filtered(tree, 'orders'))).map(([name]) => name)).toEqual(['Orders', 'list', 'Old', 'archive', 'pay']);
  expect(places(plain(filtered(tree, 'get com/pay'))).map(([name]) => name)).toEqual(['Orders', 'pay']);
  expect(filtered(tree, '  ')).toBe(tree);
  expect(filtered(tree, 'nothing')).toEqual([]);
});

test('folders and names', () => {
  expect(folders(tree).map((each) => each.at)).toEqual(['1', '1.1']);
  expect(namesAbove(tree, '1.1.0')).toEqual(['Orders', 'Old']);
  expect(namesAbove(tree, '0')).toEqual([]);
});

test('a key is a place and back, whatever the file is called', () => {
  expect(placeOf(keyOf('a#1/b.json', '0.2'))).toEqual({ path: 'a#1/b.json', at: '0.2' });
  expect(placeOf(keyOf('b.json', ''))).toEqual({ path: 'b.json', at: '' });
});
