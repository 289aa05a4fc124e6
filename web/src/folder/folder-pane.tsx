// The open folder: its collections as a tree, its environments.
import { useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { call } from '../api';
import { openTab } from '../request/open-tabs';
import { runOf } from '../run/run-form';
import { MenuButton } from '../ui/menu-button';
import { tried } from '../ui/tried';
import { addItem, duplicate, remove, removeFile, rename } from './changes';
import { choose, chosenNow } from './chosen';
import { EnvironmentBar } from './environment-bar';
import { lookAtFolder, useFolder } from './folder';
import './folder.css';
import { FolderTree } from './folder-tree';
import { FolderWindows, type Asked } from './folder-windows';
import { LinksNotices } from './links-notices';
import { openRow } from './open-rows';
import type { RowAction, TreeRow } from './rows';
import { keyOf } from './tree';

export function FolderPane() {
  const { folder } = useFolder();
  const [search, setSearch] = useState('');
  const [asked, setAsked] = useState<Asked>();
  const opened = folder?.folder;
  return (
    <section className="folder-pane" aria-label="Folder">
      <header className="folder-bar">
        <Button className="folder-name quiet" onPress={() => setAsked({ kind: 'open' })} aria-label={opened ? `Folder ${opened}: open another` : 'Open a folder'}>
          <strong>{opened ? lastName(opened) : 'No folder'}</strong>
          <span className="chevron" aria-hidden="true" />
        </Button>
        <MenuButton label="New" actions={newActions(opened !== undefined)} act={(id) => begin(id, setAsked)}>
          New
        </MenuButton>
        <Button onPress={() => setAsked({ kind: 'import' })}>Import</Button>
      </header>
      {opened ? (
        <>
          <EnvironmentBar edit={(path) => setAsked({ kind: 'environment', path })} remove={(path, name) => void tried(() => removeFile(path, name))} />
          <SearchField className="field" aria-label="Search requests" value={search} onChange={setSearch}>
            <Input placeholder="Search requests" />
          </SearchField>
          <LinksNotices />
          <FolderTree search={search.trim()} act={(row, action) => act(row, action, setAsked)} />
        </>
      ) : (
        folder && <NoFolder open={() => setAsked({ kind: 'open' })} />
      )}
      {asked && <FolderWindows asked={asked} close={() => setAsked(undefined)} />}
    </section>
  );
}

function NoFolder({ open }: { open: () => void }) {
  return (
    <div className="no-folder">
      <p className="help">Collections are files in a folder of yours: what Postman exports, made to be kept in git.</p>
      <Button className="main" onPress={open}>
        Open a folder
      </Button>
    </div>
  );
}

const lastName = (path: string) => path.split('/').filter(Boolean).at(-1) ?? path;

function newActions(hasFolder: boolean) {
  const files = [
    { id: 'collection', label: 'Collection' },
    { id: 'environment', label: 'Environment' },
    { id: 'globals', label: 'Globals' },
  ];
  return [{ id: 'request', label: 'Request' }, ...files.map((each) => ({ ...each, disabled: !hasFolder }))];
}

function begin(kind: string, ask: (asked: Asked) => void) {
  if (kind === 'request') return openTab({}, { name: 'New request', request: { method: 'GET', header: [], url: '' } });
  const title = { collection: 'New collection', environment: 'New environment', globals: 'New globals' }[kind] ?? '';
  ask({ kind: 'name', title, action: 'Create', start: kind === 'globals' ? 'Globals' : '', done: (name) => create(kind, name, ask) });
}

async function create(kind: string, name: string, ask: (asked: Asked) => void) {
  const made = await (kind === 'collection' ? call<{ path: string }>('collections/create', { name }) : call<{ path: string }>('environments/create', { name, ...(kind === 'globals' && { globals: true }) }));
  await lookAtFolder();
  if (kind === 'collection') return openRow(keyOf(made.path, ''));
  choose({ ...chosenNow(), [kind === 'globals' ? 'globals' : 'environment']: made.path });
  ask({ kind: 'environment', path: made.path });
}

function act(row: TreeRow, action: RowAction, ask: (asked: Asked) => void) {
  const { path, at, name } = row;
  const key = row.key;
  if (action === 'open') openTab({ collection: path, at });
  if (action === 'run') runOf(path, at);
  if (action === 'edit') ask({ kind: 'owner', row });
  if (action === 'move') ask({ kind: 'move', row });
  if (action === 'duplicate') void tried(() => duplicate(path, at));
  if (action === 'remove') void tried(() => (at === '' ? removeFile(path, name) : remove(path, at, name)));
  if (action === 'rename') ask({ kind: 'name', title: `Rename “${name}”`, action: 'Rename', start: name, done: (next) => rename(path, at, next) });
  if (action === 'new-folder') {
    const done = async (next: string) => {
      openRow(key);
      openRow(keyOf(path, await addItem(path, at, { name: next, item: [] })));
    };
    ask({ kind: 'name', title: `New folder in “${name}”`, action: 'Create', done });
  }
  if (action === 'new-request') {
    const done = async (next: string) => {
      openRow(key);
      openTab({ collection: path, at: await addItem(path, at, { name: next, request: { method: 'GET', header: [], url: '' } }) });
    };
    ask({ kind: 'name', title: `New request in “${name}”`, action: 'Create', done });
  }
}
