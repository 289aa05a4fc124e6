// A linked secret becomes a local one, with a value that is typed.
import { useState } from 'react';
import { call } from '../api';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import type { Secret } from './secret';
import { ValueField } from './secret-window';

export function UnlinkWindow({ secret, close, saved }: { secret: Secret; close: () => void; saved: () => void }) {
  const [value, setValue] = useState('');
  const { busy, problem, run } = useCall();
  return (
    <Window
      title={`Unlink “${secret.name}”`} action="Unlink" busy={busy} problem={problem} fields={['value']} close={close}
      submit={() =>
        void run(async () => {
          await call('secrets/unlink', { name: secret.name, value });
          saved();
        })
      }
    >
      <p>
        Its value is no longer read from <code>{secret.link?.target}</code>, where nothing changes. From now on this vault keeps what you type here.
      </p>
      <ValueField value={value} change={setValue} problem={problem} />
    </Window>
  );
}
