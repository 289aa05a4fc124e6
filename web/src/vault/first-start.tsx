// From nothing to a vault: a passphrase, then the recovery key, which is shown this once.
import { useState } from 'react';
import { Button, Checkbox, Form } from 'react-aria-components';
import { call } from '../api';
import { Field, Words } from '../ui/field';
import { useCall } from '../ui/use-call';

const fields = ['passphrase', 'again'];

export function FirstStart({ file, made }: { file: string; made: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [recoveryKey, setRecoveryKey] = useState<string>();
  const { busy, problem, run } = useCall();
  if (recoveryKey) return <RecoveryKey text={recoveryKey} saved={made} />;
  const differs = again !== '' && again !== passphrase;
  return (
    <Form
      className="alone"
      onSubmit={(event) => {
        event.preventDefault();
        if (again !== passphrase) return setAgain(again || ' ');
        void run(async () => setRecoveryKey((await call<{ recovery_key: string }>('vault/create', { passphrase })).recovery_key));
      }}
    >
      <h2>Make your vault</h2>
      <p>
        Secrets are kept encrypted in one file on this machine, <code>{file}</code>. The passphrase opens it.
      </p>
      <Field label="Passphrase" name="passphrase" value={passphrase} change={setPassphrase} problem={problem} secret autoFocus required />
      <Field
        label="Passphrase, again"
        name="again"
        value={again}
        change={setAgain}
        problem={differs ? { code: '', what: 'The two are not the same.', mend: '', field: 'again' } : undefined}
        secret
        required
      />
      {problem && !fields.includes(problem.field) && (
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
      )}
      <div className="buttons">
        <Button type="submit" className="main" isPending={busy}>
          Make the vault
        </Button>
      </div>
    </Form>
  );
}

function RecoveryKey({ text, saved }: { text: string; saved: () => void }) {
  const [kept, setKept] = useState(false);
  return (
    <section className="alone">
      <h2>Keep the recovery key</h2>
      <p>If the passphrase is lost, this key opens the vault, and nothing else does. It is shown this once. Write it down, apart from this machine.</p>
      <p className="recovery-key" translate="no">
        {text}
      </p>
      <Checkbox isSelected={kept} onChange={setKept}>
        <span className="box" aria-hidden="true" />I have written it down
      </Checkbox>
      <div className="buttons">
        <Button onPress={() => void navigator.clipboard.writeText(text)}>Copy</Button>
        <Button className="main" isDisabled={!kept} onPress={saved}>
          Go on
        </Button>
      </div>
    </section>
  );
}
