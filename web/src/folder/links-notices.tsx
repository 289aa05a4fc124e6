// A links file that came with somebody's collection counts only once the user has said so (spec 8.6).
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Collection, type LinksFile, useFolder } from './folder';
import { TrustWindow } from './trust-window';

export function LinksNotices() {
  const { collections } = useFolder();
  const [looked, setLooked] = useState<string>();
  const waiting = untrusted([...collections.values()]);
  const shown = waiting.find(({ file }) => file.path === looked);
  return (
    <>
      {waiting.map(({ file, beside }) => (
        <div key={file.path} role="status" className="links-notice">
          {file.problem ? (
            <p className="problem">{file.problem}</p>
          ) : (
            <>
              <p>
                <code>{file.path}</code> says where secrets of “{beside[0]!.name}” are read from. It is not trusted yet.
              </p>
              <Button onPress={() => setLooked(file.path)}>Look at it</Button>
            </>
          )}
        </div>
      ))}
      {shown && <TrustWindow file={shown.file} collections={shown.beside.map((each) => each.path)} close={() => setLooked(undefined)} />}
    </>
  );
}

// Collections that lie side by side have one links file.
function untrusted(collections: Collection[]): { file: LinksFile; beside: Collection[] }[] {
  const waiting = collections.filter((each) => each.links_file && !each.links_file.trusted);
  const files = new Map(waiting.map((each) => [each.links_file!.path, each.links_file!]));
  return [...files.values()].map((file) => ({ file, beside: waiting.filter((each) => each.links_file!.path === file.path) }));
}
