// The secrets as a file: encrypted, plain, or the links only.
import { useState } from 'react';
import { call } from '../api';
import { download } from '../ui/download';
import { Field } from '../ui/field';
import { notify } from '../ui/notices';
import { Radios } from '../ui/radios';
import { Check } from '../ui/toggle';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { apart, bytesOf } from './transfer';

type Kind = 'encrypted' | 'links' | 'plain';

const kinds: readonly { id: Kind; label: string }[] = [
  { id: 'encrypted', label: 'Encrypted' },
  { id: 'links', label: 'Links only' },
  { id: 'plain', label: 'Plain' },
];
const explained: Record<Kind, string> = {
  encrypted: 'All secrets with their values, for another machine. Only the password opens it; nobody can find it out for you.',
  links: 'coffer.links.json: where linked secrets live, without any value. Made to be committed beside a collection.',
  plain: 'All secrets with their values, readable by whoever gets the file: every program of yours, every backup, everybody it is sent to.',
};

export function ExportWindow({ close }: { close: () => void }) {
  const [kind, setKind] = useState<Kind>('encrypted');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [sure, setSure] = useState(false);
  const { busy, problem, run } = useCall();
  const encrypted = kind === 'encrypted';

  const save = async () => {
    const made = await call<{ file_name: string; text?: string; base64?: string }>('secrets/export', { kind, ...(encrypted && { password }) });
    if (made.base64 !== undefined) download(made.file_name, bytesOf(made.base64), 'application/octet-stream');
    else download(made.file_name, made.text ?? '');
    notify({ text: `${made.file_name} is saved.` });
    close();
  };
  return (
    <Window
      title="Export the vault" action="Export" danger={kind === 'plain'} busy={busy} problem={problem} fields={encrypted ? ['password'] : []} close={close}
      disabled={encrypted ? password === '' || again !== password : kind === 'plain' && !sure} submit={() => void run(save)}
    >
      <Radios label="As" value={kind} change={setKind} options={kinds} />
      <p className={kind === 'plain' ? 'problem' : 'help'}>{explained[kind]}</p>
      {encrypted && (
        <>
          <Field label="Password" name="password" value={password} change={setPassword} problem={problem} secret required help="12 characters or more." />
          <Field label="Password, again" name="again" value={again} change={setAgain} problem={apart(password, again)} secret required />
        </>
      )}
      {kind === 'plain' && (
        <Check on={sure} change={setSure}>
          I want the values in plain text
        </Check>
      )}
    </Window>
  );
}
