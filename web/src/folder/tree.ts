// Places in collections: "0.2.1" is the second item of the third of the first; "" the collection itself.

export interface Node {
  at: string;
  kind: 'folder' | 'request';
  name: string;
  method?: string;
  url?: string;
  children?: Node[];
}

export const positions = (at: string): number[] => (at === '' ? [] : at.split('.').map(Number));
const place = (all: number[]) => all.join('.');

export const parentOf = (at: string) => place(positions(at).slice(0, -1));
export const positionOf = (at: string) => positions(at).at(-1) ?? 0;
export const childOf = (folder: string, position: number) => place([...positions(folder), position]);
export const isWithin = (at: string, folder: string) => folder === '' || at === folder || at.startsWith(`${folder}.`);

export function nodeAt(tree: Node[], at: string): Node | undefined {
  let level: Node[] | undefined = tree;
  let found: Node | undefined;
  for (const position of positions(at)) {
    found = level?.[position];
    level = found?.children;
  }
  return found;
}

export const itemsIn = (tree: Node[], folder: string): Node[] => (folder === '' ? tree : (nodeAt(tree, folder)?.children ?? []));

// The names of the folders above it, outermost first.
export function namesAbove(tree: Node[], at: string): string[] {
  return positions(at).slice(0, -1).map((_, depth) => nodeAt(tree, place(positions(at).slice(0, depth + 1)))?.name ?? '');
}

// Where an item stands after a change of its collection; undefined: it is gone.
export type Moved = (at: string) => string | undefined;

export function afterRemoval(gone: string): Moved {
  return (at) => (isWithin(at, gone) ? undefined : shifted(at, gone, -1));
}

export function afterInsertion(added: string): Moved {
  return (at) => shifted(at, added, 1);
}

// It stood at `from`, and stands at `to` now.
export function afterMove(from: string, to: string): Moved {
  return (at) => {
    if (isWithin(at, from)) return to + at.slice(from.length);
    return shifted(shifted(at, from, -1), to, 1);
  };
}

// What stands beside `change`, behind it or (for one that comes in) at its place, moves by one; so does all that it holds.
function shifted(at: string, change: string, by: 1 | -1): string {
  const all = positions(at);
  const depth = positions(change).length - 1;
  const own = all[depth];
  if (own === undefined || place(all.slice(0, depth)) !== parentOf(change)) return at;
  const behind = by === 1 ? own >= positionOf(change) : own > positionOf(change);
  return behind ? place(all.with(depth, own + by)) : at;
}

export interface Target {
  to: string; // the folder
  position: number; // among its items, once the moved one is taken out
}

// Where something goes that is dropped before, after or onto an item. `from` is undefined for what comes from elsewhere.
export function dropTarget(tree: Node[], onto: string, where: 'before' | 'after' | 'on', from: string | undefined): Target | undefined {
  if (from !== undefined && isWithin(onto, from)) return undefined; // into itself
  const to = where === 'on' ? onto : parentOf(onto);
  const count = itemsIn(tree, to).length;
  const before = where === 'on' ? count : positionOf(onto) + (where === 'after' ? 1 : 0);
  const leaves = from !== undefined && parentOf(from) === to && positionOf(from) < before;
  return { to, position: leaves ? before - 1 : before };
}

// What holds every word in its name, method or address, with the folders above; all that is in a folder whose name holds them.
export function filtered(tree: Node[], text: string): Node[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return tree;
  const holds = (node: Node) => {
    const all = `${node.name} ${node.method ?? ''} ${node.url ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const chosen = (node: Node): Node[] => {
    if (holds(node)) return [node];
    const children = (node.children ?? []).flatMap(chosen);
    return children.length > 0 ? [{ ...node, children }] : [];
  };
  return tree.flatMap(chosen);
}

export function folders(tree: Node[]): Node[] {
  return tree.filter((node) => node.kind === 'folder').flatMap((folder) => [folder, ...folders(folder.children ?? [])]);
}

// "a/b.json" and "0.1" as one text, for what has only one name for each of its rows.
export const keyOf = (path: string, at: string) => `${path}#${at}`;
export function placeOf(key: string): { path: string; at: string } {
  const cut = key.lastIndexOf('#');
  return { path: key.slice(0, cut), at: key.slice(cut + 1) };
}
