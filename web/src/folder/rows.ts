// The rows of the tree: collections, and what is in those that were looked into.
import type { Problem } from '../api';
import type { Collection, FolderFile } from './folder';
import { filtered, keyOf, type Node } from './tree';

export interface TreeRow {
  key: string;
  path: string;
  at: string; // "" of a collection
  kind: 'collection' | 'folder' | 'request';
  name: string;
  method?: string;
  problem?: string; // why it cannot be read
  children: TreeRow[];
}

export function rowsOf(
  files: readonly FolderFile[], collections: ReadonlyMap<string, Collection>, problems: ReadonlyMap<string, Problem>, search: string,
): TreeRow[] {
  const words = search.trim();
  return files
    .filter((file) => file.kind === 'collection')
    .flatMap((file) => {
      const collection = collections.get(file.path);
      const problem = file.problem ?? problems.get(file.path)?.what;
      const name = collection?.name ?? file.name;
      const named = name.toLowerCase().includes(words.toLowerCase());
      const nodes = filtered(collection?.tree ?? [], named ? '' : words);
      const row: TreeRow = {
        key: keyOf(file.path, ''), path: file.path, at: '', kind: 'collection', name,
        ...(problem && { problem }), children: nodes.map((node) => rowOf(file.path, node)),
      };
      return named || row.children.length > 0 ? [row] : [];
    });
}

function rowOf(path: string, node: Node): TreeRow {
  return {
    key: keyOf(path, node.at), path, at: node.at, kind: node.kind, name: node.name,
    ...(node.method && { method: node.method }), children: (node.children ?? []).map((child) => rowOf(path, child)),
  };
}

export function holders(rows: readonly TreeRow[]): string[] {
  return rows.filter((row) => row.kind !== 'request').flatMap((row) => [row.key, ...holders(row.children)]);
}

// What one can do to a row, as its menu has it.
export type RowAction =
  | 'open' | 'new-request' | 'new-folder' | 'run' | 'edit' | 'rename' | 'duplicate' | 'move' | 'remove';

export function rowActions(row: TreeRow): { id: RowAction; label: string; danger?: boolean }[] {
  if (row.problem) return [{ id: 'remove', label: 'Delete', danger: true }];
  const holds = row.kind !== 'request';
  const inside = row.kind !== 'collection';
  return [
    ...(holds ? ([{ id: 'new-request', label: 'New request' }, { id: 'new-folder', label: 'New folder' }] as const) : ([{ id: 'open', label: 'Open' }] as const)),
    { id: 'run', label: 'Run' },
    ...(holds ? ([{ id: 'edit', label: 'Variables, auth, scripts' }] as const) : []),
    { id: 'rename', label: 'Rename' },
    ...(inside ? ([{ id: 'duplicate', label: 'Duplicate' }, { id: 'move', label: 'Move' }] as const) : []),
    { id: 'remove', label: 'Delete', danger: true },
  ];
}
