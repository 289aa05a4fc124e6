// Asks for the name of something new, or for a new one.
import { useState } from 'react';
import { Field } from '../ui/field';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';

export interface NameAsked {
  title: string;
  action: string;
  start?: string;
  done: (name: string) => Promise<void>;
}

export function NameWindow({ title, action, start, done, close }: NameAsked & { close: () => void }) {
  const [name, setName] = useState(start ?? '');
  const { busy, problem, run } = useCall();
  return (
    <Window
      title={title} action={action} busy={busy} problem={problem} fields={['name']} disabled={name.trim() === ''} close={close}
      submit={() =>
        void run(async () => {
          await done(name.trim());
          close();
        })
      }
    >
      <Field label="Name" name="name" value={name} change={setName} problem={problem} autoFocus required />
    </Window>
  );
}
