// From nothing to a vault: a passphrase, then the recovery key, which is shown this once.
import { useEffect, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { call } from '../api';
import { makeStore } from '../store';
import { download } from '../ui/download';
import { Field, Words } from '../ui/field';
import { notify } from '../ui/notices';
import { Check } from '../ui/toggle';
import { useCall } from '../ui/use-call';
import { copyForAWhile, kCopied } from './clipboard';
import { apart } from './transfer';
import { lookAtVault } from './vault-state';

const fields = ['passphrase', 'again'];

// Nothing else has it: whoever looks at something else meanwhile finds it again.
const unsavedKey = makeStore<string | undefined>(undefined);
export const useUnsavedKey = unsavedKey.use;

export function FirstStart({ file }: { file: string }) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const { busy, problem, run } = useCall();
  const make = async () => unsavedKey.set((await call<{ recovery_key: string }>('vault/create', { passphrase })).recovery_key);
  return (
    <Form
      className="alone"
      onSubmit={(event) => {
        event.preventDefault();
        if (again !== passphrase) return setAgain(again || ' ');
        void run(make);
      }}
    >
      <h2>Make your vault</h2>
      <p>
        Secrets are kept encrypted in one file on this machine, <code>{file}</code>. The passphrase opens it.
      </p>
      <Field label="Passphrase" name="passphrase" value={passphrase} change={setPassphrase} problem={problem} secret autoFocus required />
      <Field label="Passphrase, again" name="again" value={again} change={setAgain} problem={apart(passphrase, again)} secret required />
      {problem && !fields.includes(problem.field) && (
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
      )}
      <div className="buttons">
        <Button type="submit" className="main" data-busy={busy || undefined}>
          Make the vault
        </Button>
      </div>
    </Form>
  );
}

export function RecoveryKey({ text }: { text: string }) {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    const stay = (event: Event) => event.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, []);
  const copy = async () => {
    await copyForAWhile(text);
    notify({ text: `Copied the recovery key. The clipboard forgets it in ${kCopied / 1000} seconds.` });
  };
  const goOn = async () => {
    await lookAtVault();
    unsavedKey.set(undefined);
  };
  return (
    <section className="alone">
      <h2>Keep the recovery key</h2>
      <p>If the passphrase is lost, this key opens the vault, and nothing else does. It is shown this once. Write it down, apart from this machine.</p>
      <p className="recovery-key" translate="no">
        {text}
      </p>
      <Check on={kept} change={setKept}>
        I have written it down
      </Check>
      <div className="buttons">
        <Button onPress={() => void copy()}>Copy</Button>
        <Button onPress={() => download('coffer-recovery-key.txt', `${text}\n`, 'text/plain')}>Save to a file</Button>
        <Button className="main" isDisabled={!kept} onPress={() => void goOn()}>
          Go on
        </Button>
      </div>
    </section>
  );
}
