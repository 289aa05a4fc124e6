// The open folder, as Coffer last read it: its files, and of its collections those that somebody has looked into.
import { call, CallError, type Problem } from '../api';
import { leaveFolder } from '../request/leave-folder';
import { makeKeptStore, makeStore } from '../store';
import { choose, chosenNow } from './chosen';
import type { Node } from './tree';

export interface FolderFile {
  path: string;
  kind: 'collection' | 'environment' | 'globals';
  name: string;
  digest: string;
  problem?: string;
}

export interface Folder {
  folder?: string;
  recent: string[];
  files: FolderFile[];
}

// coffer.links.json beside a collection: where the secrets are read from that its requests name.
export interface LinksFile {
  path: string;
  trusted: boolean;
  digest?: string; // of what is shown here
  entries?: { name: string; target: string; role?: string; domains: string }[];
  problem?: string;
}

export interface Collection {
  path: string;
  digest: string;
  name: string;
  id: string;
  tree: Node[];
  warnings: string[];
  links_file?: LinksFile;
  grant: 'none' | 'changed' | 'granted' | 'denied';
}

interface Known {
  folder?: Folder;
  collections: ReadonlyMap<string, Collection>; // by path
  problems: ReadonlyMap<string, Problem>; // of collections that could not be read
}

const known = makeStore<Known>({ collections: new Map(), problems: new Map() });
export const useFolder = known.use;
export const folderNow = known.get;

export async function lookAtFolder() {
  took(await call<Folder>('folder/state'));
}

export async function openFolder(folder: string) {
  took(await call<Folder>('folder/open', { folder }));
}

const current = makeKeptStore<string | undefined>('folder', undefined, 'sessionStorage'); // in which the open requests stand

function took(folder: Folder) {
  const other = current.get() !== undefined && current.get() !== folder.folder; // opened here, or in another tab
  if (other) leaveFolder();
  current.set(folder.folder);
  known.set(other ? { folder, collections: new Map(), problems: new Map() } : { ...known.get(), folder });
  keepChoice(folder.files);
}

// What was chosen and is gone is chosen no more. Globals count without being chosen, as Postman's do.
function keepChoice(files: FolderFile[]) {
  const { environment, globals } = chosenNow();
  const there = (path: string | undefined, kind: string) => files.find((file) => file.path === path && file.kind === kind)?.path;
  const next = { environment: there(environment, 'environment'), globals: there(globals, 'globals') ?? files.find((file) => file.kind === 'globals')?.path };
  if (next.environment !== environment || next.globals !== globals) choose(next);
}

// One question at a time for each collection; who asks meanwhile gets the answer of the next.
const reading = new Map<string, { now: Promise<void>; next?: Promise<void> }>();

export function readCollection(path: string): Promise<void> {
  const before = reading.get(path);
  if (before) return (before.next ??= before.now.then(() => readCollection(path)));
  const now = read(path).finally(() => reading.delete(path));
  reading.set(path, { now });
  return now;
}

async function read(path: string) {
  const asked = current.get();
  const found = await call<Collection>('collections/read', { path }).catch((error: unknown) => {
    if (error instanceof CallError) return error;
    throw error;
  });
  if (current.get() !== asked) return; // of a folder that is left
  if (found instanceof CallError) keep(path, undefined, found.problem);
  else keep(path, found, undefined);
}

function keep(path: string, collection: Collection | undefined, problem: Problem | undefined) {
  const { collections, problems, ...rest } = known.get();
  known.set({ ...rest, collections: without(collections, path, collection), problems: without(problems, path, problem) });
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value | undefined): ReadonlyMap<string, Value> {
  const next = new Map(map);
  if (value === undefined) next.delete(key);
  else next.set(key, value);
  return next;
}

// The event `folder`: that file, or any, has changed.
export async function folderChanged(path: string | undefined) {
  const looked = [...known.get().collections.keys(), ...known.get().problems.keys()];
  await lookAtFolder();
  const there = new Set(known.get().folder?.files.map((file) => file.path));
  for (const each of looked.filter((one) => !there.has(one))) keep(each, undefined, undefined);
  await Promise.all(looked.filter((each) => there.has(each) && (path === undefined || each === path)).map(readCollection));
}
