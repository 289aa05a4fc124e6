// Add a secret, or edit one. A value that is there already is not shown: what is typed replaces it, nothing keeps it.
import { useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { call } from '../api';
import { Field } from '../ui/field';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import type { Secret } from './secret';

const fields = ['name', 'value', 'domains'];

export function SecretWindow({ secret, close, saved }: { secret: Secret | undefined; close: () => void; saved: () => void }) {
  const [name, setName] = useState(secret?.name ?? '');
  const [value, setValue] = useState('');
  const [domains, setDomains] = useState(secret?.allowed_domains ?? '');
  const [scripts, setScripts] = useState(secret?.scripts !== 'never');
  const { busy, problem, run } = useCall();

  const save = () =>
    run(async () => {
      const given = { domains, scripts: scripts ? 'ask' : 'never', ...(value !== '' && { value }) };
      if (secret) await call('secrets/edit', { name: secret.name, ...(name !== secret.name && { new_name: name }), ...given });
      else await call('secrets/add', { name, value: '', ...given });
      saved();
    });

  return (
    <Window
      title={secret ? `Edit “${secret.name}”` : 'Add secret'}
      action={secret ? 'Save' : 'Add'}
      busy={busy}
      problem={problem}
      fields={fields}
      close={close}
      submit={() => void save()}
    >
      <Field
        label="Name" name="name" value={name} change={setName} problem={problem} autoFocus required
        help={<>Requests say <code>{`{{vault:${name || 'name'}}}`}</code>.</>}
      />
      {!secret?.link && (
        <Field
          label="Value" name="value" value={value} change={setValue} problem={problem} secret
          help={secret ? 'Empty: the value stays as it is.' : undefined}
        />
      )}
      <Field
        label="Allowed domains" name="domains" value={domains} change={setDomains} problem={problem} placeholder="any"
        help="Hosts that it may be sent to, with commas between: api.example.com, *.example.org"
      />
      <Checkbox isSelected={scripts} onChange={setScripts}>
        <span className="box" aria-hidden="true" />
        Scripts may have it, where you let their collection use the vault
      </Checkbox>
    </Window>
  );
}
