// The vault: first start, locked, or its secrets.
import { useCallback, useEffect, useState } from 'react';
import { call } from '../api';
import { useCofferEvent } from '../events';
import { FirstStart } from './first-start';
import type { Secret, VaultState } from './secret';
import { SecretTable } from './secret-table';
import { UnlockForm } from './unlock-form';
import './vault.css';

export function VaultPage() {
  const [vault, setVault] = useState<VaultState>();
  const [secrets, setSecrets] = useState<Secret[]>([]);
  const look = useCallback(async () => {
    const state = await call<VaultState>('vault/state');
    if (state.state === 'open') setSecrets((await call<{ secrets: Secret[] }>('secrets/list')).secrets);
    setVault(state);
  }, []);
  useEffect(() => void look(), [look]);
  useCofferEvent('vault', look); // another tab, or the command line, has changed it

  if (!vault) return null;
  if (vault.state === 'missing') return <FirstStart file={vault.file} made={look} />;
  if (vault.state === 'locked') return <UnlockForm slots={vault.slots} unlocked={look} />;
  return <SecretTable secrets={secrets} changed={look} />;
}
