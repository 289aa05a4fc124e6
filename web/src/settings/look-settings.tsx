import { Radios } from '../ui/radios';
import { tried } from '../ui/tried';
import { Section } from './section';
import type { Settings, Theme } from './settings';
import { setSettings } from './settings-text';

const themes: readonly { id: Theme; label: string }[] = [
  { id: 'system', label: 'As the system' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
];

export function LookSettings({ settings }: { settings: Settings }) {
  return (
    <Section title="Look">
      <Radios label="Theme" value={settings.theme} change={(theme) => void tried(() => setSettings({ theme }))} options={themes} />
    </Section>
  );
}
