// The frame around everything: where one is, and whether Coffer still answers.
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ConsoleDrawer } from './console/console-drawer';
import { useConnected } from './events';
import { QuestionWindows } from './questions/question-windows';
import { RequestsPage } from './request/requests-page';
import { RunsPage } from './run/runs-page';
import { SettingsPage } from './settings/settings-page';
import { type PageName, showPage, useShownPage } from './shown-page';
import { Notices } from './ui/notices';
import { VaultPage } from './vault/vault-page';

export function App() {
  const [connected, setConnected] = useState(true);
  const shown = useShownPage();
  useConnected(setConnected);
  return (
    <>
      {!connected && (
        <p role="alert" className="lost">
          Coffer does not answer. Start it again with <code>coffer ui</code>; what you typed here is still here.
        </p>
      )}
      <Tabs
        className="frame"
        orientation="vertical"
        keyboardActivation="manual"
        selectedKey={shown}
        onSelectionChange={(page) => showPage(page as PageName)}
      >
        <nav className="rail">
          <h1>Coffer</h1>
          <TabList aria-label="Parts of Coffer">
            <Tab id="requests">Requests</Tab>
            <Tab id="runs">Runs</Tab>
            <Tab id="vault">Vault</Tab>
            <Tab id="settings">Settings</Tab>
          </TabList>
        </nav>
        <TabPanel id="requests" className="panel" shouldForceMount>
          <RequestsPage />
        </TabPanel>
        <TabPanel id="runs" className="panel">
          <RunsPage />
        </TabPanel>
        <TabPanel id="vault" className="panel">
          <VaultPage />
        </TabPanel>
        <TabPanel id="settings" className="panel">
          <SettingsPage />
        </TabPanel>
      </Tabs>
      <ConsoleDrawer />
      <QuestionWindows />
      <Notices />
    </>
  );
}
