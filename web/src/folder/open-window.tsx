// Which folder of this machine to work in: one of before, one that is found by walking, or a path.
import { useEffect, useState } from 'react';
import { Button, ListBox, ListBoxItem } from 'react-aria-components';
import { call } from '../api';
import { Field } from '../ui/field';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { openFolder, useFolder } from './folder';

interface Place {
  path: string;
  parent?: string;
  folders: string[];
  collections: number;
}

export function OpenWindow({ close }: { close: () => void }) {
  const { folder } = useFolder();
  const [place, setPlace] = useState<Place>();
  const [path, setPath] = useState('');
  const { busy, problem, run } = useCall();
  const look = (at: string | undefined) =>
    run(async () => {
      const found = await call<Place>('folder/browse', at === undefined ? {} : { path: at });
      setPlace(found);
      setPath(found.path);
    });
  const open = (wanted: string) =>
    run(async () => {
      await openFolder(wanted);
      close();
    });
  useEffect(() => void look(folder?.folder), []);
  const recent = (folder?.recent ?? []).filter((each) => each !== folder?.folder);
  return (
    <Window title="Open a folder" action="Open" wide busy={busy} problem={problem} fields={['path', 'folder']} close={close} submit={() => void open(path)}>
      <p className="help">Coffer works on the collections in a folder of this machine, and writes what you change back to their files.</p>
      <Field
        label="Folder" name={problem?.field === 'folder' ? 'folder' : 'path'} value={path} change={setPath} problem={problem} autoFocus required
        aside={<Button onPress={() => void look(path)}>Look</Button>}
      />
      {place && <Folders place={place} go={(at) => void look(at)} />}
      {recent.length > 0 && (
        <section className="recent" aria-label="Folders of before">
          <h3>Folders of before</h3>
          {recent.map((each) => (
            <Button key={each} className="link" onPress={() => void open(each)}>
              {each}
            </Button>
          ))}
        </section>
      )}
    </Window>
  );
}

function Folders({ place, go }: { place: Place; go: (path: string) => void }) {
  const base = place.path === '/' ? '' : place.path;
  const rows = [
    ...(place.parent !== undefined ? [{ id: place.parent, name: '..', label: 'Up' }] : []),
    ...place.folders.map((name) => ({ id: `${base}/${name}`, name, label: name })),
  ];
  return (
    <>
      <ListBox className="walk" aria-label={`Folders in ${place.path}`} items={rows} onAction={(key) => go(String(key))} renderEmptyState={() => 'No folders in here.'}>
        {(row) => (
          <ListBoxItem id={row.id} textValue={row.label} aria-label={row.label} className="walk-row">
            {row.name}
          </ListBoxItem>
        )}
      </ListBox>
      <p className="help" role="status">
        {place.collections === 0 ? 'No collection in' : place.collections === 1 ? 'One collection in' : `${place.collections} collections in`} <code>{place.path}</code>
      </p>
    </>
  );
}
