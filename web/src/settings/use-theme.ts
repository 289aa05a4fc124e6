// Light, dark, or as the system has it. The browser keeps what was chosen, so that the page begins in its colours.
import { useEffect } from 'react';
import { makeKeptStore } from '../store';
import type { Theme } from './settings';
import { useSettings } from './use-settings';

const kept = makeKeptStore<Theme>('theme', 'system');

export function paintTheme() {
  if (kept.get() === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = kept.get();
}

export function useTheme() {
  const theme = useSettings()?.theme;
  useEffect(() => {
    if (!theme) return;
    kept.set(theme);
    paintTheme();
  }, [theme]);
}
