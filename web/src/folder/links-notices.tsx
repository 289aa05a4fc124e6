// A links file that came with somebody's collection counts only once the user has said so (spec 8.6).
import { Button } from 'react-aria-components';
import { call } from '../api';
import { tried } from '../ui/tried';
import { readCollection, useFolder } from './folder';

export function LinksNotices() {
  const { collections } = useFolder();
  // Collections that lie side by side have one links file.
  const files = new Map([...collections.values()].flatMap((each) => (each.links_file && !each.links_file.trusted ? [[each.links_file.path, each.path] as const] : [])));
  const beside = (file: string) => [...collections.values()].filter((each) => each.links_file?.path === file);
  const trust = (file: string, path: string) =>
    tried(async () => {
      await call('links_file/trust', { path });
      await Promise.all(beside(file).map((each) => readCollection(each.path)));
    });
  return [...files].map(([file, path]) => (
    <div key={file} role="status" className="links-notice">
      <p>
        <code>{file}</code> says where secrets of “{beside(file)[0]?.name}” are read from. It is not trusted yet: look at it first.
      </p>
      <Button onPress={() => void trust(file, path)}>Trust it</Button>
    </div>
  ));
}
