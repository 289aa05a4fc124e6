// A setting that is on or off.
import type { ReactNode } from 'react';
import { Toggle } from '../ui/toggle';
import { tried } from '../ui/tried';
import type { Settings, Values } from './settings';
import { setSettings } from './settings-text';

type SwitchName = { [Name in keyof Values]: Values[Name] extends boolean ? Name : never }[keyof Values];

export function SetSwitch({ settings, name, children, help }: { settings: Settings; name: SwitchName; children: ReactNode; help?: ReactNode }) {
  return (
    <div className="set-switch">
      <Toggle on={settings[name]} change={(on) => void tried(() => setSettings({ [name]: on }))}>
        {children}
      </Toggle>
      {help && <p className="help">{help}</p>}
    </div>
  );
}
