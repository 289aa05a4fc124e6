// Whether a collection's scripts may use the vault: pm.vault (spec 6.2).
import { call } from '../api';
import { Radios } from '../ui/radios';
import { tried } from '../ui/tried';
import { readCollection, useFolder } from './folder';

const kWords = {
  none: 'You have not been asked yet: its scripts ask when they first want it.',
  changed: 'Its scripts have changed since you let them: they ask again.',
  granted: 'Its scripts may read and set the secrets of your vault.',
  denied: 'Its scripts are refused, and do not ask.',
};

export function GrantChoice({ path }: { path: string }) {
  const { folder, collections } = useFolder();
  const grant = collections.get(path)?.grant ?? 'none';
  const set = (granted: boolean | null) =>
    tried(async () => {
      await call('grants/set', { collection: `${folder?.folder}/${path}`, granted });
      await readCollection(path);
    });
  return (
    <>
      <Radios
        label="May its scripts use the vault?"
        value={grant === 'granted' || grant === 'denied' ? grant : 'ask'}
        change={(chosen) => void set({ granted: true, denied: false, ask: null }[chosen])}
        options={[{ id: 'ask', label: 'Ask' }, { id: 'granted', label: 'Yes' }, { id: 'denied', label: 'No' }]}
      />
      <p className="help">{kWords[grant]} It takes effect at once.</p>
    </>
  );
}
