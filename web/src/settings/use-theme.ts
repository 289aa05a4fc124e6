// Light, dark, or as the system has it. The browser keeps what was chosen, so that the page begins in its colours.
import { useEffect } from 'react';
import type { Theme } from './settings';
import { useSettings } from './use-settings';

const kPlace = 'theme';

export function paint(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function paintAsKept() {
  const theme = localStorage.getItem(kPlace);
  if (theme === 'light' || theme === 'dark') paint(theme);
}

export function useTheme() {
  const theme = useSettings()?.theme;
  useEffect(() => {
    if (!theme) return;
    paint(theme);
    localStorage.setItem(kPlace, theme);
  }, [theme]);
}
