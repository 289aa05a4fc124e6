// The settings as they are now: one copy for the whole page, asked for again when somebody has changed them.
import { useEffect } from 'react';
import { call, CallError } from '../api';
import { useCofferEvent } from '../events';
import { makeStore } from '../store';
import { onceMore } from '../ui/once-more';
import type { Settings } from './settings';

const kept = makeStore<Settings | undefined>(undefined);

export const lookAtSettings = onceMore(async () => {
  try {
    kept.set(await call<Settings>('settings/get'));
  } catch (error) {
    if (!(error instanceof CallError)) throw error; // the frame says where Coffer does not answer
  }
});

export const useSettings = kept.use;

// Once, in the frame.
export function useSettingsKept() {
  useEffect(() => void lookAtSettings(), []);
  useCofferEvent('settings', () => void lookAtSettings());
  useCofferEvent('agent', () => void lookAtSettings());
  useCofferEvent('vault', () => void lookAtSettings()); // which keeps some of them
}
