// Changes of the folder's files, with the way back where there is one.
import { call, CallError } from '../api';
import { itemsMoved } from '../request/open-tabs';
import { notify } from '../ui/notices';
import { tried } from '../ui/tried';
import { copied, copyName } from './copied';
import { type Collection, folderNow, lookAtFolder, readCollection } from './folder';
import { movedRows } from './open-rows';
import { afterInsertion, afterMove, afterRemoval, isWithin, itemsIn, type Moved, parentOf, positionOf, type Target } from './tree';

export type Item = Record<string, unknown>;

// Changes come one after the other: each needs the digest that the one before left.
let last: Promise<unknown> = Promise.resolve();

function change<Result>(path: string, work: (collection: Collection) => Promise<Result>): Promise<Result> {
  const mine = last.then(async () => {
    const collection = await collectionAt(path);
    try {
      return await work(collection);
    } catch (error) {
      if (!(error instanceof CallError) || error.problem.code !== 'conflict') throw error;
      const what = `${path} has changed meanwhile and was read again. Nothing was written`;
      throw new CallError({ ...error.problem, what, mend: 'Look at it, and do it once more.' });
    } finally {
      await readCollection(path);
    }
  });
  last = mine.catch(() => {});
  return mine;
}

export async function collectionAt(path: string): Promise<Collection> {
  if (!folderNow().collections.has(path)) await readCollection(path);
  const collection = folderNow().collections.get(path);
  if (collection) return collection;
  throw new CallError(folderNow().problems.get(path) ?? { code: 'not-found', what: `There is no ${path}`, mend: '', field: 'path' });
}

function moved(path: string, where: Moved) {
  itemsMoved(path, where);
  movedRows(path, where);
}

export interface ReadItem {
  digest: string;
  item: Item;
  inherited_auth?: { type: string; from: string };
}

export function readItem(path: string, at: string, whole = false) {
  return call<ReadItem>('collections/item', { path, at, ...(whole && { whole }) });
}

export function addItem(path: string, folder: string, item: Item, position?: number): Promise<string> {
  return change(path, async ({ digest }) => {
    const { at } = await call<{ at: string }>('collections/add', { path, digest, at: folder, item, ...(position !== undefined && { position }) });
    moved(path, afterInsertion(at));
    return at;
  });
}

export function saveItem(path: string, at: string, item: Item, digest: string, force: boolean): Promise<void> {
  return change(path, async () => void (await call('collections/save', { path, digest, at, item, ...(force && { force }) })));
}

export async function rename(path: string, at: string, name: string) {
  const { item, digest } = await readItem(path, at);
  const renamed = at === '' ? { ...item, info: { ...(item.info as Item), name } } : { ...item, name };
  await saveItem(path, at, renamed, digest, false);
}

export async function duplicate(path: string, at: string) {
  const { item } = await readItem(path, at, true);
  const { tree } = await collectionAt(path);
  const name = copyName(String(item.name), itemsIn(tree, parentOf(at)).map((node) => node.name));
  await addItem(path, parentOf(at), { ...copied(item), name }, positionOf(at) + 1);
}

export async function remove(path: string, at: string, name: string) {
  const { undo } = await change(path, async ({ digest }) => {
    const removed = await call<{ undo: number }>('collections/remove', { path, digest, at });
    moved(path, afterRemoval(at));
    return removed;
  });
  notify({ text: `“${name}” is deleted.`, undo: () => void tried(() => putBack(undo, path, at)) });
}

async function putBack(undo: number, path: string, at: string) {
  await call('files/restore', { undo });
  moved(path, afterInsertion(at));
  await readCollection(path);
}

export async function removeFile(path: string, name: string) {
  const { undo } = await call<{ undo: number }>('files/remove', { path });
  const back = async () => {
    await call('files/restore', { undo });
    await lookAtFolder();
  };
  await lookAtFolder();
  notify({ text: `“${name}” is deleted: the file ${path}.`, undo: () => void tried(back) });
}

// Within a collection, or into another one.
export async function move(path: string, at: string, goal: string, target: Target) {
  if (path === goal) {
    await change(path, async ({ digest }) => {
      const answer = await call<{ at: string }>('collections/move', { path, digest, at, to: target.to, position: target.position });
      moved(path, afterMove(at, answer.at));
    });
    return;
  }
  const { item } = await readItem(path, at, true);
  await addItem(goal, target.to, item, target.position);
  await change(path, async ({ digest }) => {
    await call('collections/remove', { path, digest, at });
    moved(path, afterRemoval(at));
  });
}

// Folders that an item may go into: all but itself and what it holds.
export const mayHold = (folder: string, at: string) => !isWithin(folder, at);
