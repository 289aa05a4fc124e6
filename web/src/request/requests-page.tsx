// The folder's tree beside the requests that are open, and what their references stand for.
import { type ReactNode, useEffect, useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { FolderPane } from '../folder/folder-pane';
import { makeKeptStore } from '../store';
import { SplitPane } from '../ui/split-pane';
import { useMedia } from '../ui/use-media';
import { useDrafts } from './drafts';
import { openTab, useOpenTabs } from './open-tabs';
import { LoadedTab } from './request-tab';
import { TabStrip } from './tab-strip';
import './request.css';

const variablesShown = makeKeptStore('variables-shown', true);

export function RequestsPage() {
  const narrow = useMedia('(max-width: 900px)');
  const { front } = useOpenTabs();
  const [folder, setFolder] = useState(false); // where there is room for one of the two only
  useEffect(() => setFolder(false), [front]);
  const toggle = (
    <ToggleButton className="folder-toggle" isSelected={folder} onChange={setFolder}>
      {folder ? 'Back to the requests' : 'Folder'}
    </ToggleButton>
  );
  if (!narrow) return <SplitPane label="Width of the folder" kept="folder" start={20} first={<FolderPane />} second={<OpenRequests narrow={false} />} />;
  if (!folder) return <OpenRequests narrow aside={toggle} />;
  return (
    <div className="requests-narrow">
      {toggle}
      <FolderPane />
    </div>
  );
}

function OpenRequests({ narrow, aside }: { narrow: boolean; aside?: ReactNode }) {
  const { tabs, front } = useOpenTabs();
  const drafts = useDrafts();
  const wanted = variablesShown.use();
  const [below, setBelow] = useState(false);
  const variables = narrow ? below : wanted;
  const tab = tabs.find(({ id }) => id === front);
  return (
    <div className="open-requests">
      <div className="strip-line">
        {aside}
        <TabStrip />
        {tab && (
          <ToggleButton className="quiet" isSelected={variables} onChange={narrow ? setBelow : variablesShown.set}>
            Variables
          </ToggleButton>
        )}
      </div>
      {tab ? (
        <div id="open-request" role="tabpanel" aria-labelledby={`strip-${tab.id}`} className="open-request">
          <LoadedTab key={tab.id} tab={tab} draft={drafts.get(tab.id)} variables={variables} />
        </div>
      ) : (
        <div className="empty nothing-open">
          <p>Choose a request of the folder, or begin a new one.</p>
          <Button className="main" onPress={() => openTab({})}>
            New request
          </Button>
        </div>
      )}
    </div>
  );
}
