// The folder's tree beside the requests that are open.
import { FolderPane } from '../folder/folder-pane';

export function RequestsPage() {
  return <FolderPane />;
}
