// What comes in from elsewhere: exports of Postman, cURL commands.
import { call, CallError } from '../api';
import { openTab } from '../request/open-tabs';
import { showPage } from '../shown-page';
import { lookAtFolder } from './folder';
import { openRow } from './open-rows';
import type { Outcome } from './outcome';
import { keyOf } from './tree';

export interface Import {
  text: string;
  file_name?: string;
}

interface Imported {
  kind: 'collection' | 'environment' | 'globals' | 'request';
  path?: string;
  item?: object;
  notes: string[];
}

// One after the other; each outcome is told, whatever became of the others.
export async function importAll(all: readonly Import[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const each of all) outcomes.push(await importOne(each));
  if (outcomes.some((each) => !each.failed)) {
    showPage('requests');
    await lookAtFolder();
  }
  return outcomes;
}

async function importOne(one: Import): Promise<Outcome> {
  const from = one.file_name ?? 'What was pasted';
  try {
    const imported = await call<Imported>('folder/import', { ...one });
    if (imported.item) openTab({}, imported.item);
    if (imported.kind === 'collection' && imported.path) openRow(keyOf(imported.path, ''));
    return { from, told: told(imported), failed: false, notes: imported.notes };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { from, told: error.problem.what, mend: error.problem.mend, failed: true, notes: [] };
  }
}

function told({ kind, path }: Imported): string {
  const what = { collection: 'A collection', environment: 'An environment', globals: 'Globals', request: 'A request' }[kind];
  return path ? `${what}, now the file ${path}` : `${what}, open in a tab of its own`;
}

export async function readFiles(files: readonly File[]): Promise<Import[]> {
  return Promise.all(files.map(async (file) => ({ text: await file.text(), file_name: file.name })));
}
