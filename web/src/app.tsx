// The frame around everything: where one is, and whether Coffer still answers.
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useConnectionsKept } from './connections/use-connections';
import { ConsoleDrawer } from './console/console-drawer';
import { useConnected } from './events';
import { FolderKeeper } from './folder/folder-keeper';
import { QuestionWindows } from './questions/question-windows';
import { RequestsPage } from './request/requests-page';
import { RunsPage } from './run/runs-page';
import { SettingsPage } from './settings/settings-page';
import { useSettingsKept } from './settings/use-settings';
import { useTheme } from './settings/use-theme';
import { type PageName, pageNames, showPage, useShownPage } from './shown-page';
import { CofferIcon, RequestsIcon, RunsIcon, SettingsIcon, VaultIcon } from './ui/icons';
import { Notices } from './ui/notices';
import { useMedia } from './ui/use-media';
import { VaultPage } from './vault/vault-page';
import { useVaultKept } from './vault/vault-state';

const kNarrow = '(max-width: 720px)'; // as in style.css

interface Look {
  label: string;
  icon: ReactNode;
  page: ReactNode;
  lasts: boolean; // what was begun in it stays as it is while one looks at something else; it scrolls by itself
}

const looks: Record<PageName, Look> = {
  requests: { label: 'Requests', icon: <RequestsIcon />, page: <RequestsPage />, lasts: true },
  runs: { label: 'Runs', icon: <RunsIcon />, page: <RunsPage />, lasts: true },
  vault: { label: 'Vault', icon: <VaultIcon />, page: <VaultPage />, lasts: false },
  settings: { label: 'Settings', icon: <SettingsIcon />, page: <SettingsPage />, lasts: false },
};

export function App() {
  const [connected, setConnected] = useState(true);
  const front = useShownPage();
  const narrow = useMedia(kNarrow);
  useConnected(setConnected);
  useSettingsKept();
  useVaultKept();
  useConnectionsKept();
  useTheme();
  return (
    <>
      {!connected && (
        <p role="alert" className="lost">
          Coffer does not answer. Start it again with <code>coffer ui</code>; what you typed here is still here.
        </p>
      )}
      <Tabs
        className="frame"
        orientation={narrow ? 'horizontal' : 'vertical'}
        keyboardActivation="manual"
        selectedKey={front}
        onSelectionChange={(page) => showPage(page as PageName)}
      >
        <header className="rail">
          <div className="brand">
            <CofferIcon />
            <h1>Coffer</h1>
          </div>
          <TabList aria-label="Parts of Coffer">
            {pageNames.map((name) => (
              <Tab key={name} id={name}>
                {looks[name].icon}
                {looks[name].label}
              </Tab>
            ))}
          </TabList>
        </header>
        <main tabIndex={-1}>
          {pageNames.map((name) => (
            <TabPanel key={name} id={name} className={looks[name].lasts ? 'panel whole' : 'panel'} shouldForceMount={looks[name].lasts}>
              {looks[name].page}
            </TabPanel>
          ))}
        </main>
      </Tabs>
      <ConsoleDrawer />
      <FolderKeeper />
      <QuestionWindows />
      <Notices />
    </>
  );
}
