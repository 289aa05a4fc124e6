// Authenticate AWS Secrets Manager, HashiCorp Vault: from the settings, while a secret is linked, or when a send needs it. MFA codes and the like are asked
// for by windows of their own (questions/).
import { call } from '../api';
import { AwsWindow } from './aws-window';
import type { Connection } from './connection';
import { HashicorpWindow } from './hashicorp-window';
import { lookAtConnections } from './use-connections';
import './connections.css';

export interface AuthenticateProps {
  provider: Connection['provider'];
  connection?: string; // its name: made again
  why?: string; // it is needed
  close: () => void;
  connect?: (given: Record<string, unknown>) => Promise<void>; // where it is the answer to a question
}

export function AuthenticateWindow({ provider, connect, close, ...rest }: AuthenticateProps) {
  const made = async (given: Record<string, unknown>) => {
    if (connect) await connect(given);
    else await call('connections/connect', given);
    close();
    void lookAtConnections();
  };
  const Shown = provider === 'aws' ? AwsWindow : HashicorpWindow;
  return <Shown {...rest} connect={made} close={close} />;
}
