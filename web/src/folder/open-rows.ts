// Which rows of the tree are open; the page finds them again after a reload.
import { makeKeptStore } from '../store';
import { keyOf, type Moved, placeOf } from './tree';

const open = makeKeptStore<string[]>('open-rows', []);
export const useOpenRows = open.use;
export const setOpenRows = open.set;

export function openRow(key: string) {
  if (!open.get().includes(key)) open.set([...open.get(), key]);
}

export function toggleRow(key: string) {
  open.set(open.get().includes(key) ? open.get().filter((each) => each !== key) : [...open.get(), key]);
}

export function movedRows(collection: string, where: Moved) {
  const moved = (key: string): string[] => {
    const { path, at } = placeOf(key);
    if (path !== collection || at === '') return [key];
    const now = where(at);
    return now === undefined ? [] : [keyOf(path, now)];
  };
  open.set(open.get().flatMap(moved));
}
