// Which scripts may use the vault (spec 6.2).
import { Button } from 'react-aria-components';
import { call } from '../api';
import { Badge } from '../ui/badge';
import { notify } from '../ui/notices';
import { tried } from '../ui/tried';
import { Section } from './section';
import { SetSwitch } from './set-switch';
import type { Settings } from './settings';
import { lookAtSettings } from './use-settings';

type Grant = Settings['grants'][number];

async function setGrant(collection: string, granted: boolean | null) {
  await call('grants/set', { collection, granted });
  await lookAtSettings();
}

const forget = ({ collection, granted }: Grant) =>
  tried(async () => {
    await setGrant(collection, null);
    // A grant is of the scripts as they were: only a denial can be made again without looking at them.
    notify({ text: granted ? 'Revoked. It is asked again when its scripts want the vault.' : 'Forgotten. It is asked again when its scripts want the vault.' });
  });

export function ScriptSettings({ settings }: { settings: Settings }) {
  return (
    <Section title="Scripts">
      <SetSwitch settings={settings} name="scripts" help="On: each collection is asked about when its scripts first want the vault. Off: none gets anything, and nothing is asked.">
        Scripts may use the vault
      </SetSwitch>
      {settings.grants.length === 0 ? (
        <p className="help">No collection was allowed or denied so far.</p>
      ) : (
        <table className="grid" aria-label="Collections that were allowed or denied">
          <thead>
            <tr>
              <th scope="col">Collection</th>
              <th scope="col">Its scripts</th>
              <th scope="col"><span className="unseen">Actions</span></th>
            </tr>
          </thead>
          <tbody>
            {settings.grants.map((grant) => (
              <tr key={grant.collection}>
                <th scope="row">{grant.collection}</th>
                <td>{grant.granted ? <Badge tone="good">allowed</Badge> : <Badge tone="problem">denied</Badge>}</td>
                <td>
                  <Button className="quiet" aria-label={`${grant.granted ? 'Revoke' : 'Forget'} ${grant.collection}`} onPress={() => void forget(grant)}>
                    {grant.granted ? 'Revoke' : 'Forget'}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
