// The way to mend a reference that failed, in place where it can be: a window over the request.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { call } from '../api';
import { AuthenticateWindow } from '../connections/authenticate-window';
import { showPage } from '../shown-page';
import { notify } from '../ui/notices';
import { tried } from '../ui/tried';
import type { Secret } from '../vault/secret';
import { lookAtVault, useVault } from '../vault/vault-state';
import { type Shown, VaultWindows } from '../vault/vault-windows';

const ofLinks = ['external-secret-not-found', 'secret-scheduled-for-deletion', 'version-not-found', 'json-key-missing', 'not-json', 'role-not-assumable'];
const ofConnections = ['not-connected', 'credentials-invalid', 'credentials-expired', 'mfa-required', 'mfa-wrong'];

interface Mend {
  label: string;
  window?: Shown['window'] | 'connect';
  act?: () => void;
}

function mendOf(code: string, name: string | undefined, secret: Secret | undefined, collection: string | undefined): Mend | undefined {
  if (code === 'vault-locked') return { label: 'Open the vault', act: () => showPage('vault') };
  if (code === 'vault-missing') return { label: 'Make a vault', act: () => showPage('vault') };
  if (code === 'secret-not-found' && name) return { label: `Add “${name}” to the vault`, window: 'add' };
  if (code === 'secret-off' && secret) return { label: `Switch “${secret.name}” on`, act: () => void tried(() => switchOn(secret.name)) };
  if (code === 'domain-not-allowed' && secret) return { label: `Edit “${secret.name}”`, window: 'edit' };
  if (ofLinks.includes(code) && secret?.link) return { label: `Change the link of “${secret.name}”`, window: 'link' };
  if (ofConnections.includes(code)) return { label: 'Connect', window: 'connect' };
  if (code === 'tls') return { label: 'Show the settings', act: () => showPage('settings') };
  if (code === 'links-not-trusted' && collection) return { label: 'Trust the links file', act: () => void tried(() => trust(collection)) };
  return undefined;
}

export function MendButton({ code, name, collection }: { code: string; name?: string | undefined; collection?: string | undefined }) {
  const { secrets } = useVault();
  const [open, setOpen] = useState(false);
  const secret = secrets.find((each) => each.name === name);
  const mend = mendOf(code, name, secret, collection);
  const close = () => setOpen(false);
  const window = open ? mend?.window : undefined;
  return (
    <>
      {mend && <Button onPress={mend.act ?? (() => setOpen(true))}>{mend.label}</Button>}
      {window === 'connect' && <AuthenticateWindow provider={secret?.link?.provider === 'hashicorp' ? 'hashicorp' : 'aws'} close={close} />}
      {window && window !== 'connect' && <VaultWindows shown={{ window, ...(name && { name }) }} secrets={secrets} close={close} />}
    </>
  );
}

async function switchOn(name: string) {
  await call('secrets/edit', { name, enabled: true });
  await lookAtVault();
}

async function trust(path: string) {
  await call('links_file/trust', { path });
  notify({ text: 'The links file beside the collection is trusted as it stands now.' });
}
