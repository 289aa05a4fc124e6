// Shows what a links file says, and takes the user's word for it: for what was shown, not for what it may be by then.
import { call } from '../api';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { type LinksFile, readCollection } from './folder';

interface TrustWindowProps {
  file: LinksFile;
  collections: readonly string[]; // paths of those beside which it lies
  close: () => void;
}

export function TrustWindow({ file, collections, close }: TrustWindowProps) {
  const { busy, problem, run } = useCall();
  const trust = () =>
    run(async () => {
      try {
        await call('links_file/trust', { path: collections[0], ...(file.digest && { digest: file.digest }) });
      } finally {
        await Promise.all(collections.map(readCollection)); // where it has changed meanwhile, this shows how
      }
      close();
    });
  const entries = file.entries ?? [];
  return (
    <Window title="Trust the links file?" action="Trust it" wide busy={busy} problem={problem} close={close} submit={() => void trust()}>
      <p>
        Requests of the collections beside <code>{file.path}</code> will read these secrets with your identity, and send them where the requests say. When the file changes, Coffer asks again.
      </p>
      <table className="grid" aria-label="Secrets of the links file">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Read from</th>
            <th scope="col">Allowed domains</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.name}>
              <th scope="row">
                <code>{entry.name}</code>
              </th>
              <td>
                {entry.target}
                {entry.role && <span className="help"> as {entry.role}</span>}
              </td>
              <td>{entry.domains || 'any'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Window>
  );
}
