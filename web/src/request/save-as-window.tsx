// A request gets a place: a collection of the folder, or a folder in it.
import { useEffect, useState } from 'react';
import { call } from '../api';
import { Choice } from '../ui/choice';
import { Field } from '../ui/field';
import { notify } from '../ui/notices';
import { SearchChoice } from '../ui/search-choice';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import type { Draft } from './draft';
import { saveAs } from './load';
import type { OpenTab } from './open-tabs';

interface Node {
  at: string;
  kind: 'folder' | 'request';
  name: string;
  children?: Node[];
}

interface Collection {
  digest: string;
  name: string;
  tree: Node[];
}

interface File {
  path: string;
  kind: string;
  name: string;
}

const kNew = 'new:'; // no path begins so

export function SaveAsWindow({ tab, draft, close }: { tab: OpenTab; draft: Draft; close: () => void }) {
  const [name, setName] = useState(draft.item.name);
  const [files, setFiles] = useState<File[]>([]);
  const [path, setPath] = useState(tab.collection ?? '');
  const [made, setMade] = useState('My requests');
  const [collection, setCollection] = useState<Collection>();
  const [folder, setFolder] = useState('top');
  const { busy, problem, run } = useCall();

  useEffect(() => {
    void run(async () => {
      const { files: all } = await call<{ files: File[] }>('folder/state');
      const collections = all.filter(({ kind }) => kind === 'collection');
      setFiles(collections);
      setPath((before) => before || (collections[0]?.path ?? kNew));
    });
  }, []);
  useEffect(() => {
    setCollection(undefined);
    setFolder('top');
    if (path === '' || path === kNew) return;
    void run(async () => setCollection(await call<Collection>('collections/read', { path })));
  }, [path]);

  const save = () =>
    run(async () => {
      const into = path === kNew ? await call<{ path: string; digest: string }>('collections/create', { name: made }) : { path, digest: collection!.digest };
      await saveAs(tab, { ...draft.item, name }, { collection: into.path, digest: into.digest, folder: folder === 'top' ? '' : folder });
      notify({ text: `“${name}” is saved.` });
      close();
    });
  const folders = [{ id: 'top', label: 'At the top' }, ...foldersOf(collection?.tree ?? [], [])];
  return (
    <Window
      title="Save request" action="Save" busy={busy} problem={problem} fields={['name']} disabled={path !== kNew && collection === undefined}
      close={close} submit={() => void save()}
    >
      <Field label="Name" name="item" value={name} change={setName} autoFocus required />
      <Choice
        label="Collection" name="path" value={path} change={setPath}
        options={[...files.map((file) => ({ id: file.path, label: file.name, detail: file.path })), { id: kNew, label: 'A new collection' }]}
      />
      {path === kNew ? (
        <Field label="Name of the collection" name="name" value={made} change={setMade} problem={problem} required />
      ) : (
        <SearchChoice key={path} label="Folder" name="at" value={folder} change={setFolder} options={folders} />
      )}
    </Window>
  );
}

function foldersOf(nodes: readonly Node[], above: readonly string[]): { id: string; label: string }[] {
  return nodes
    .filter(({ kind }) => kind === 'folder')
    .flatMap((node) => {
      const names = [...above, node.name];
      return [{ id: node.at, label: names.join(' / ') }, ...foldersOf(node.children ?? [], names)];
    });
}
