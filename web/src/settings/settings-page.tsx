// What holds for all of Coffer, and for this page. Each setting is kept as soon as it is made.
import { Integrations } from './integrations';
import { LookSettings } from './look-settings';
import { NetworkSettings } from './network-settings';
import { ScriptSettings } from './script-settings';
import { useSettings } from './use-settings';
import { ValueSettings } from './value-settings';
import './settings.css';

export function SettingsPage() {
  const settings = useSettings();
  return (
    <div className="settings">
      <h2>Settings</h2>
      <Integrations />
      {settings && (
        <>
          <ValueSettings settings={settings} />
          <ScriptSettings settings={settings} />
          <LookSettings settings={settings} />
          <NetworkSettings settings={settings} />
          <p className="help">
            Kept in <code>{settings.file}</code>, except what belongs to the vault.
          </p>
        </>
      )}
    </div>
  );
}
