import { useState } from 'react';
import { Choice } from '../ui/choice';
import { Field } from '../ui/field';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import type { Method } from './credentials';

// A choice needs an id: 'found' stands for "none given".
const methods: readonly { id: 'found' | Exclude<Method, ''>; label: string; detail?: string }[] = [
  { id: 'found', label: 'What the environment has', detail: 'VAULT_TOKEN, the token file, …' },
  { id: 'token', label: 'Token' },
  { id: 'approle', label: 'AppRole' },
  { id: 'userpass', label: 'User name and password' },
];

interface HashicorpWindowProps {
  connection?: string;
  why?: string;
  connect: (given: Record<string, unknown>) => Promise<void>;
  close: () => void;
}

export function HashicorpWindow({ why, connect, close }: HashicorpWindowProps) {
  const [method, setMethod] = useState<(typeof methods)[number]['id']>('found');
  const [path, setPath] = useState('');
  const { busy, problem, run } = useCall();
  const given = { type: 'hashicorp', ...(method !== 'found' && { method }), ...(path.trim() !== '' && { auth_path: path.trim() }) };
  return (
    <Window
      title="Authenticate HashiCorp Vault or OpenBao" action="Authenticate" busy={busy} problem={problem} fields={['method', 'auth_path']} close={close}
      submit={() => void run(() => connect(given))}
    >
      {why && <p>{why}</p>}
      <p>
        The server is the one of <code>VAULT_ADDR</code> or <code>BAO_ADDR</code>, as Coffer was started. What the login needs and the environment does not
        have, a token or a password, is asked for next.
      </p>
      <Choice label="Log in by" name="method" value={method} change={setMethod} options={methods} problem={problem} autoFocus />
      <Field label="Path of the method" name="auth_path" value={path} change={setPath} problem={problem} placeholder={method === 'found' ? 'the method’s name' : method} />
    </Window>
  );
}
