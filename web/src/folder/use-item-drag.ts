// Items of the tree that are dragged to another place in it.
import { useRef } from 'react';
import { type DropTarget as TreeTarget, type Key, useDragAndDrop } from 'react-aria-components';
import { tried } from '../ui/tried';
import { collectionAt, move } from './changes';
import { folderNow } from './folder';
import { openRow } from './open-rows';
import type { TreeRow } from './rows';
import { dropTarget, nodeAt, placeOf } from './tree';

type Onto = Extract<TreeTarget, { type: 'item' }>;

function mayLand(dragged: Key | undefined, onto: TreeTarget): onto is Onto {
  if (onto.type !== 'item' || dragged === undefined) return false;
  const from = placeOf(String(dragged));
  const to = placeOf(String(onto.key));
  if (from.at === '' || (to.at === '' && onto.dropPosition !== 'on')) return false; // collections are files: they stay where they are
  const tree = folderNow().collections.get(to.path)?.tree;
  if (onto.dropPosition === 'on' && to.at !== '' && nodeAt(tree ?? [], to.at)?.kind !== 'folder') return false;
  return tree === undefined ? to.at === '' : dropTarget(tree, to.at, onto.dropPosition, from.path === to.path ? from.at : undefined) !== undefined;
}

async function drop(dragged: Key, onto: Onto) {
  const from = placeOf(String(dragged));
  const to = placeOf(String(onto.key));
  const { tree } = await collectionAt(to.path);
  const target = dropTarget(tree, to.at, onto.dropPosition, from.path === to.path ? from.at : undefined);
  if (onto.dropPosition === 'on') openRow(String(onto.key));
  if (target) await move(from.path, from.at, to.path, target);
}

export function useItemDrag() {
  const dragged = useRef<Key>(undefined);
  const { dragAndDropHooks } = useDragAndDrop<TreeRow>({
    getItems: (_keys, rows) => rows.map((row) => ({ 'text/plain': row.name, 'coffer-item': row.key })),
    onDragStart: ({ keys }) => void (dragged.current = [...keys][0]),
    onDragEnd: () => void (dragged.current = undefined),
    getDropOperation: (onto) => (mayLand(dragged.current, onto) ? 'move' : 'cancel'),
    onMove: ({ keys, target }) => {
      const [key] = keys;
      if (key !== undefined && mayLand(key, target)) void tried(() => drop(key, target));
    },
  });
  return dragAndDropHooks;
}
