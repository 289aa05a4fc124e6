// The way to where a failed reference is mended, if there is one in the page.
import { Button } from 'react-aria-components';
import { call } from '../api';
import { showPage } from '../shown-page';
import { notify } from '../ui/notices';
import { tried } from '../ui/tried';

const inVault = ['secret-not-found', 'secret-off', 'domain-not-allowed', 'external-secret-not-found', 'secret-scheduled-for-deletion', 'version-not-found',
  'json-key-missing', 'not-json', 'role-not-assumable'];
const inSettings = ['not-connected', 'credentials-invalid', 'credentials-expired', 'mfa-required', 'mfa-wrong', 'region-wrong', 'tls'];

export function MendButton({ code, name, collection }: { code: string; name?: string | undefined; collection?: string | undefined }) {
  if (code === 'vault-locked') return <Button onPress={() => showPage('vault')}>Open the vault</Button>;
  if (code === 'vault-missing') return <Button onPress={() => showPage('vault')}>Make a vault</Button>;
  if (inVault.includes(code)) return <Button onPress={() => showPage('vault')}>{name ? `Show “${name}” in the vault` : 'Show the vault'}</Button>;
  if (inSettings.includes(code)) return <Button onPress={() => showPage('settings')}>{code === 'tls' ? 'Show the settings' : 'Connect'}</Button>;
  if (code === 'links-not-trusted' && collection) return <Button onPress={() => void tried(() => trust(collection))}>Trust the links file</Button>;
  return null;
}

async function trust(path: string) {
  await call('links_file/trust', { path });
  notify({ text: 'The links file beside the collection is trusted as it stands now.' });
}
