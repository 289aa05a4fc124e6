// The frame around everything: where one is, and whether Coffer still answers.
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ConsoleDrawer } from './console/console-drawer';
import { useConnected } from './events';
import { type Part, parts, showPart, usePart } from './parts';
import { QuestionWindows } from './questions/question-windows';
import { RequestsPage } from './request/requests-page';
import { RunsPage } from './run/runs-page';
import { SettingsPage } from './settings/settings-page';
import { useSettingsKept } from './settings/use-settings';
import { useTheme } from './settings/use-theme';
import { CofferIcon, RequestsIcon, RunsIcon, SettingsIcon, VaultIcon } from './ui/icons';
import { Notices } from './ui/notices';
import { useMedia } from './ui/use-media';
import { VaultPage } from './vault/vault-page';

const kNarrow = '(max-width: 720px)'; // as in style.css

const looks: Record<Part, { label: string; icon: ReactNode; page: ReactNode }> = {
  requests: { label: 'Requests', icon: <RequestsIcon />, page: <RequestsPage /> },
  runs: { label: 'Runs', icon: <RunsIcon />, page: <RunsPage /> },
  vault: { label: 'Vault', icon: <VaultIcon />, page: <VaultPage /> },
  settings: { label: 'Settings', icon: <SettingsIcon />, page: <SettingsPage /> },
};

export function App() {
  const [connected, setConnected] = useState(true);
  const front = usePart();
  const narrow = useMedia(kNarrow);
  useConnected(setConnected);
  useSettingsKept();
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
        onSelectionChange={(part) => showPart(part as Part)}
      >
        <header className="rail">
          <div className="brand">
            <CofferIcon />
            <h1>Coffer</h1>
          </div>
          <TabList aria-label="Parts of Coffer">
            {parts.map((part) => (
              <Tab key={part} id={part}>
                {looks[part].icon}
                {looks[part].label}
              </Tab>
            ))}
          </TabList>
        </header>
        {parts.map((part) => (
          // What was begun in requests and runs stays as it is while one looks at something else.
          <TabPanel key={part} id={part} className={part === 'requests' || part === 'runs' ? 'panel whole' : 'panel'} shouldForceMount={part === 'requests' || part === 'runs'}>
            {looks[part].page}
          </TabPanel>
        ))}
      </Tabs>
      <ConsoleDrawer />
      <QuestionWindows />
      <Notices />
    </>
  );
}
