import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { call } from '../api';
import { Field, Words } from '../ui/field';
import { useCall } from '../ui/use-call';

export function UnlockForm({ slots, unlocked }: { slots: string[]; unlocked: () => void }) {
  const [text, setText] = useState('');
  const [recovery, setRecovery] = useState(!slots.includes('passphrase'));
  const { busy, problem, run } = useCall();
  const name = recovery ? 'recovery_key' : 'passphrase';
  return (
    <Form
      className="alone"
      onSubmit={(event) => {
        event.preventDefault();
        void run(async () => {
          await call('vault/unlock', { [name]: text });
          setText('');
          unlocked();
        });
      }}
    >
      <h2>The vault is locked</h2>
      <Field label={recovery ? 'Recovery key' : 'Passphrase'} name={name} value={text} change={setText} problem={problem} secret autoFocus />
      {problem && problem.field !== name && (
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
      )}
      <div className="buttons">
        {slots.includes('passphrase') && (
          <Button className="link" onPress={() => setRecovery(!recovery)}>
            {recovery ? 'Use the passphrase' : 'Use the recovery key'}
          </Button>
        )}
        <Button type="submit" className="main" data-busy={busy || undefined}>
          Unlock
        </Button>
      </div>
    </Form>
  );
}
