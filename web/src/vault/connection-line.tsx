// As whom the secret would be read, and the way to get there.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Problem } from '../api';
import { AuthenticateWindow } from '../connections/authenticate-window';
import { callerText } from '../connections/connection';
import { useConnections } from '../connections/use-connections';
import { Choice } from '../ui/choice';
import type { LinkForm } from './link';

interface ConnectionLineProps {
  form: LinkForm;
  change: (part: Partial<LinkForm>) => void;
  problem: Problem | undefined;
}

const kByItself = ' '; // no connection has such a name

export function ConnectionLine({ form, change, problem }: ConnectionLineProps) {
  const [authenticating, setAuthenticating] = useState(false);
  const provider = form.provider === 'hashicorp' ? 'hashicorp' : 'aws';
  const here = (useConnections()?.connections ?? []).filter((each) => each.provider === provider);
  const named = [...here.map((each) => each.name), ...(form.connection && !here.some((each) => each.name === form.connection) ? [form.connection] : [])];
  return (
    <div className="connection-line">
      {provider === 'aws' && named.length > 1 ? (
        <Choice
          label="Connection" name="connection" value={form.connection || kByItself} problem={problem}
          change={(name) => change({ connection: name === kByItself ? '' : name })}
          options={[{ id: kByItself, label: 'That of the ARN’s account' }, ...named.map((name) => ({ id: name, label: name }))]}
        />
      ) : (
        <p className="help">
          {here[0] ? `Connected as ${callerText(here[0].arn)}${here[0].account && ` in account ${here[0].account}`}.` : 'Not connected. Linking works without, picking and testing does not.'}
        </p>
      )}
      <Button onPress={() => setAuthenticating(true)}>{here.length > 0 ? 'Authenticate another…' : 'Authenticate…'}</Button>
      {authenticating && <AuthenticateWindow provider={provider} close={() => setAuthenticating(false)} />}
    </div>
  );
}
