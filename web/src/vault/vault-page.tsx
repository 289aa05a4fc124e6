// The vault: first start, locked, or its secrets.
import { Button } from 'react-aria-components';
import { Words } from '../ui/field';
import { FirstStart, RecoveryKey, useUnsavedKey } from './first-start';
import { SecretTable } from './secret-table';
import { UnlockForm } from './unlock-form';
import { lookAtVault, useVault } from './vault-state';
import './vault.css';

export function VaultPage() {
  const { vault, secrets, problem } = useVault();
  const unsavedKey = useUnsavedKey();
  if (unsavedKey !== undefined) return <RecoveryKey text={unsavedKey} />;
  if (problem)
    return (
      <section className="alone">
        <h2>The vault can’t be opened</h2>
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
        <div className="buttons">
          <Button onPress={() => void lookAtVault()}>Try again</Button>
        </div>
      </section>
    );
  if (!vault) return null;
  if (vault.state === 'missing') return <FirstStart file={vault.file} />;
  if (vault.state === 'locked') return <UnlockForm slots={vault.slots} unlocked={() => void lookAtVault()} />;
  return <SecretTable secrets={secrets} />;
}
