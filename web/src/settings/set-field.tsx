// A setting that is typed: kept when the field is left, or by Enter; an error stands beside it.
import { type ReactNode, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { Field } from '../ui/field';
import { Tip } from '../ui/tip';
import { useCall } from '../ui/use-call';
import type { Settings } from './settings';
import { readSetting, setSettings, shownSetting, type TypedName, type Unit } from './settings-text';

interface SetFieldProps {
  settings: Settings;
  name: TypedName;
  label: string;
  unit: Unit;
  help?: ReactNode;
  placeholder?: string | undefined;
  off?: boolean; // it can't be set now
}

export function SetField({ settings, name, label, unit, help, placeholder, off }: SetFieldProps) {
  const kept = shownSetting(settings[name], unit);
  const [typed, setTyped] = useState<string>(); // undefined: as it is kept
  const { busy, problem, run } = useCall();
  const keep = () => {
    if (typed === undefined || typed.trim() === kept) return setTyped(undefined);
    return run(async () => {
      await setSettings({ [name]: readSetting(name, typed, unit) });
      setTyped(undefined);
    });
  };
  const standard = shownSetting(settings.defaults[name], unit);
  return (
    <Form
      className="set-field"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field
        label={label} name={name} value={typed ?? kept} change={setTyped} problem={problem} help={help} left={() => void keep()} digits={unit !== 'text'}
        placeholder={placeholder} disabled={off}
        aside={
          !off &&
          kept !== standard && (
            <Tip text={standard === '' ? 'Empty again' : `${standard} again`}>
              <Button
                className="quiet" data-busy={busy || undefined} aria-label={`Default of ${label}`} onPress={() => void run(() => setSettings({ [name]: null }))}
              >
                Default
              </Button>
            </Tip>
          )
        }
      />
    </Form>
  );
}
