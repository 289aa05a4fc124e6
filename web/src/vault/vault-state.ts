// Whether the vault is open: one copy for the whole page.
import { useEffect } from 'react';
import { call, CallError, type Problem } from '../api';
import { useCofferEvent } from '../events';
import { makeStore } from '../store';
import { onceMore } from '../ui/once-more';
import { tried } from '../ui/tried';
import type { Secret, VaultState } from './secret';

interface Known {
  vault?: VaultState;
  secrets: Secret[];
  problem?: Problem; // why nothing is known: a damaged file, for instance
}

const known = makeStore<Known>({ secrets: [] });

export const useVault = known.use;

export const lookAtVault = onceMore(async () => {
  try {
    const vault = await call<VaultState>('vault/state');
    const secrets = vault.state === 'open' ? (await call<{ secrets: Secret[] }>('secrets/list')).secrets : [];
    known.set({ vault, secrets });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    // Where Coffer is gone, what was known stays: the frame says so.
    if (error.problem.code !== 'page-ended') known.set({ secrets: [], problem: error.problem });
  }
});

export const lockVault = () => tried(async () => void (await call('vault/lock')));

// Once, in the frame: another tab or the command line may change the vault, too.
export function useVaultKept() {
  useEffect(() => void lookAtVault(), []);
  useCofferEvent('vault', () => void lookAtVault());
}
