// How long values and keys are held.
import { Button } from 'react-aria-components';
import { call } from '../api';
import { notify } from '../ui/notices';
import { tried } from '../ui/tried';
import { lockVault, useVault } from '../vault/vault-state';
import { Section } from './section';
import { SetField } from './set-field';
import { SetSwitch } from './set-switch';
import type { Settings } from './settings';

const resetCache = () =>
  tried(async () => {
    await call('cache/reset');
    notify({ text: 'The cached values are forgotten.' });
  });

export function ValueSettings({ settings }: { settings: Settings }) {
  const open = useVault().vault?.state === 'open';
  return (
    <Section title="Vault and values">
      <div className="pair">
        <SetField
          settings={settings} name="cache_minutes" label="Values are cached for" unit="number"
          off={settings.cache_minutes === null} placeholder={settings.cache_minutes === null ? 'The vault is locked' : undefined}
          help="Minutes, in memory only; 0: each send reads them anew. A link may say otherwise."
        />
        <SetField
          settings={settings} name="agent_idle_minutes" label="Lock when not used for" unit="number"
          help={`Minutes; 0: never. ${settings.agent.running ? 'The agent, which holds key and connections, forgets both then.' : 'No agent runs now: key and connections end with this page’s Coffer.'}`}
        />
      </div>
      <div className="bar">
        <Button onPress={() => void resetCache()}>Forget the cached values</Button>
        <Button isDisabled={!open} onPress={() => void lockVault()}>
          Lock now
        </Button>
      </div>
      <SetSwitch settings={settings} name="mask" help="Off: a value that you type is seen, and one that you reveal stays until you hide it. What was resolved is redacted all the same.">
        Mask values
      </SetSwitch>
    </Section>
  );
}
