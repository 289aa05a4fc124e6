// Add a secret, or edit one. A value that is there already is not shown: what is typed replaces it, nothing keeps it.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { call, type Problem } from '../api';
import { useSettings } from '../settings/use-settings';
import { Badge } from '../ui/badge';
import { Field, Words } from '../ui/field';
import { Radios } from '../ui/radios';
import { Check } from '../ui/toggle';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { providerBadges } from './link';
import { LinkWindow } from './link-window';
import type { LinkFields, Secret } from './secret';

interface SecretWindowProps {
  secret?: Secret;
  proposed?: string | undefined; // name of a new one
  names: readonly string[]; // of the vault
  close: () => void;
  saved: () => void;
}

type Kind = 'local' | 'link';

export function SecretWindow({ secret, proposed, names, close, saved }: SecretWindowProps) {
  const [name, setName] = useState(secret?.name ?? proposed ?? '');
  const [kind, setKind] = useState<Kind>(secret?.kind ?? 'local');
  const [value, setValue] = useState('');
  const [link, setLink] = useState<LinkFields>();
  const [linking, setLinking] = useState(false);
  const [domains, setDomains] = useState(secret?.allowed_domains ?? '');
  const [scripts, setScripts] = useState(secret?.scripts !== 'never');
  const { busy, problem: refused, run } = useCall();
  const problem = twice(name, secret, names) ?? (refused?.field === 'new_name' ? { ...refused, field: 'name' } : refused);

  const save = async () => {
    const given = { domains, scripts: scripts ? 'ask' : 'never' };
    if (secret) await call('secrets/edit', { name: secret.name, ...(name !== secret.name && { new_name: name }), ...given, ...(value !== '' && { value }) });
    else if (kind === 'link') await call('secrets/link', { name, add: true, ...given, ...link });
    else await call('secrets/add', { name, value, ...given });
    saved();
  };

  return (
    <Window
      title={secret ? `Edit “${secret.name}”` : 'Add secret'} action={secret ? 'Save' : 'Add'} busy={busy} problem={problem}
      fields={['name', 'domains', 'link', ...(kind === 'local' ? ['value'] : [])]} disabled={!secret && kind === 'link' && !link} close={close}
      submit={() => problem?.code !== kTwice && void run(save)}
    >
      <Field
        label="Name" name="name" value={name} change={setName} problem={problem} autoFocus required
        help={<>Requests say <code>{`{{vault:${name || 'name'}}}`}</code>.</>}
      />
      {!secret && (
        <Radios
          label="Where the value lives" value={kind} change={setKind}
          options={[{ id: 'local', label: 'In this vault' }, { id: 'link', label: 'In an external vault' }]}
        />
      )}
      {kind === 'local' && <ValueField value={value} change={setValue} problem={problem} {...(secret && { help: 'Empty: the value stays as it is.' })} />}
      {!secret && kind === 'link' && <ChosenLink link={link} choose={() => setLinking(true)} />}
      <Field
        label="Allowed domains" name="domains" value={domains} change={setDomains} problem={problem} placeholder="any"
        help="Hosts that it may be sent to, with commas between: api.example.com, *.example.org"
      />
      <Check on={scripts} change={setScripts}>
        Scripts may have it, where you let their collection use the vault
      </Check>
      {problem?.field === 'link' && (
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
      )}
      {linking && (
        <LinkWindow
          title={name ? `Link “${name}”` : 'Link secret'} {...(link && { link })} close={() => setLinking(false)}
          use={async (chosen) => {
            setLink(chosen);
            setLinking(false);
          }}
        />
      )}
    </Window>
  );
}

const kTwice = 'twice';

// Said while it is typed; Coffer refuses it all the same.
function twice(name: string, secret: Secret | undefined, names: readonly string[]): Problem | undefined {
  if (name === secret?.name || !names.includes(name)) return undefined;
  return {
    code: kTwice, field: 'name', what: `There is a secret named “${name}” already.`,
    mend: 'A reference must mean one secret: choose another name, or edit that one. Upper and lower case differ.',
  };
}

// May have several lines, as keys and certificates do; Enter is for the form all the same.
export function ValueField({ value, change, problem, help }: { value: string; change: (value: string) => void; problem: Problem | undefined; help?: string }) {
  const mask = useSettings()?.mask ?? true;
  return <Field label="Value" name="value" value={value} change={change} problem={problem} {...(mask ? { hiddenRows: 1 } : { rows: 3 })} help={help} />;
}

function ChosenLink({ link, choose }: { link: LinkFields | undefined; choose: () => void }) {
  return (
    <div className="chosen-link">
      {link ? (
        <span>
          <Badge tone="main">{providerBadges[link.provider]}</Badge> <span className="mono">{link.secret}{link.json_key && ` [${link.json_key}]`}</span>
        </span>
      ) : (
        <span className="help">AWS Secrets Manager, AWS Parameter Store, HashiCorp Vault or OpenBao. Its value never comes into this vault.</span>
      )}
      <Button onPress={choose}>{link ? 'Change the link…' : 'Choose the secret…'}</Button>
    </div>
  );
}
