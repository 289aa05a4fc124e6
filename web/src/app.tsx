// The frame around everything: where one is, and whether Coffer still answers.
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useConnected } from './events';
import { Notices } from './ui/notices';
import { VaultPage } from './vault/vault-page';

export function App() {
  const [connected, setConnected] = useState(true);
  useConnected(setConnected);
  return (
    <>
      {!connected && (
        <p role="alert" className="lost">
          Coffer does not answer. Start it again with <code>coffer ui</code>; what you typed here is still here.
        </p>
      )}
      <Tabs className="frame" orientation="vertical" keyboardActivation="manual">
        <nav className="rail">
          <h1>Coffer</h1>
          <TabList aria-label="Parts of Coffer">
            <Tab id="vault">Vault</Tab>
          </TabList>
        </nav>
        <TabPanel id="vault" className="panel">
          <VaultPage />
        </TabPanel>
      </Tabs>
      <Notices />
    </>
  );
}
