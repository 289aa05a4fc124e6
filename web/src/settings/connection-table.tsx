// The connections to one provider, with the time that each has left.
import { Button } from 'react-aria-components';
import { call } from '../api';
import { callerText, type Connection, leftText, secondsLeft } from '../connections/connection';
import { lookAtConnections, useNow } from '../connections/use-connections';
import { Badge } from '../ui/badge';
import { notify } from '../ui/notices';
import { tried } from '../ui/tried';

const kSoon = 600; // s: then it is said in another colour

const disconnect = (name: string) =>
  tried(async () => {
    await call('connections/disconnect', { name });
    await lookAtConnections();
    notify({ text: `“${name}” is disconnected, and its credentials are wiped.` });
  });

interface ConnectionTableProps {
  label: string;
  connections: readonly Connection[];
  asked: number; // when the answer came, by performance.now()
  again: (name: string) => void;
}

export function ConnectionTable({ label, connections, asked, again }: ConnectionTableProps) {
  return (
    <table className="grid connections" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Connection</th>
          <th scope="col">Account, region, caller</th>
          <th scope="col">Time left</th>
          <th scope="col"><span className="unseen">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        {connections.map((connection) => (
          <tr key={connection.name}>
            <th scope="row">
              {connection.name}
              <div className="detail">{[connection.kind, connection.source].filter(Boolean).join(', ')}</div>
            </th>
            <td>
              {[connection.account, connection.region].filter(Boolean).join(', ')}
              <div className="detail" title={connection.arn}>{callerText(connection.arn)}</div>
            </td>
            <td>
              <TimeLeft connection={connection} asked={asked} />
            </td>
            <td>
              <div className="row-buttons">
                <Button aria-label={`Reauthenticate ${connection.name}`} onPress={() => again(connection.name)}>Reauthenticate</Button>
                <Button aria-label={`Disconnect ${connection.name}`} onPress={() => void disconnect(connection.name)}>Disconnect</Button>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TimeLeft({ connection, asked }: { connection: Connection; asked: number }) {
  const left = secondsLeft(connection, asked, useNow());
  if (left === undefined) return <span className="detail">not known</span>;
  return <Badge tone={left <= 0 ? 'problem' : left < kSoon ? 'warning' : 'plain'}>{leftText(left)}</Badge>;
}
