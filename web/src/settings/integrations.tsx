// The providers, and who one is there.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { AuthenticateWindow } from '../connections/authenticate-window';
import type { Connection } from '../connections/connection';
import { useConnections } from '../connections/use-connections';
import { Badge } from '../ui/badge';
import { Words } from '../ui/field';
import { ConnectionTable } from './connection-table';
import { Section } from './section';

type Provider = Connection['provider'];

const providers: readonly { id: Provider; name: string; about: string }[] = [
  { id: 'aws', name: 'AWS Secrets Manager', about: 'Parameter Store, too. Credentials are kept in memory only.' },
  { id: 'hashicorp', name: 'HashiCorp Vault or OpenBao', about: 'KV engines of version 1 and 2.' },
];

interface Wanted {
  provider: Provider;
  connection?: string;
}

export function Integrations() {
  const known = useConnections();
  const [wanted, setWanted] = useState<Wanted>();
  return (
    <Section title="Integrations">
      {known?.problem && (
        <p role="alert" className="problem">
          <Words problem={known.problem} />
        </p>
      )}
      {providers.map(({ id, name, about }) => {
        const here = (known?.connections ?? []).filter((each) => each.provider === id);
        return (
          <article key={id} className="provider" aria-label={name}>
            <header>
              <h4>{name}</h4>
              {here.length > 0 ? <Badge tone="good">connected</Badge> : <Badge>not connected</Badge>}
              <Button onPress={() => setWanted({ provider: id })}>{here.length > 0 ? 'Connect another' : 'Connect'}</Button>
            </header>
            {here.length > 0 ? (
              <ConnectionTable
                label={`Connections to ${name}`} connections={here} asked={known?.asked ?? 0} again={(connection) => setWanted({ provider: id, connection })}
              />
            ) : (
              <p className="help">{about}</p>
            )}
          </article>
        );
      })}
      {wanted && <AuthenticateWindow {...wanted} close={() => setWanted(undefined)} />}
    </Section>
  );
}
