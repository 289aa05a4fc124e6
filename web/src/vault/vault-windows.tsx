// The windows over the table of secrets: at most one.
import { call } from '../api';
import { DetailsWindow } from './details-window';
import { ExportWindow } from './export-window';
import { ImportWindow } from './import-window';
import { LinkWindow } from './link-window';
import type { Secret } from './secret';
import { SecretWindow } from './secret-window';
import { UnlinkWindow } from './unlink-window';
import { lookAtVault } from './vault-state';

export interface Shown {
  window: 'add' | 'import' | 'export' | 'edit' | 'link' | 'unlink' | 'details';
  name?: string; // of the secret that the last four are about; of a new one, if there is one to propose
}

export function VaultWindows({ shown, secrets, close }: { shown: Shown | undefined; secrets: Secret[]; close: () => void }) {
  if (!shown) return null;
  const done = () => {
    close();
    void lookAtVault();
  };
  if (shown.window === 'add') return <SecretWindow proposed={shown.name} names={secrets.map((each) => each.name)} close={close} saved={done} />;
  if (shown.window === 'import') return <ImportWindow close={close} />;
  if (shown.window === 'export') return <ExportWindow close={close} />;
  const secret = secrets.find((each) => each.name === shown.name);
  if (!secret) return null; // somebody else has deleted it
  if (shown.window === 'edit') return <SecretWindow secret={secret} names={secrets.map((each) => each.name)} close={close} saved={done} />;
  if (shown.window === 'unlink') return <UnlinkWindow secret={secret} close={close} saved={done} />;
  if (shown.window === 'details') return <DetailsWindow secret={secret} close={close} />;
  return (
    <LinkWindow
      title={`Link “${secret.name}”`}
      link={secret.link}
      replaces={!secret.link}
      close={close}
      use={async (link) => {
        await call('secrets/link', { name: secret.name, ...link });
        done();
      }}
    />
  );
}
