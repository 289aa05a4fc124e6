// Parts of one thing, of which one is seen. What is not in front is not there, but with `keep`.
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';

export interface BarTab {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

interface TabBarProps {
  label: string;
  tabs: readonly BarTab[];
  front?: string; // with `show`: who uses it says which is in front
  show?: (id: string) => void;
  keep?: boolean;
  aside?: ReactNode; // at the end of the bar
}

export function TabBar({ label, tabs, front, show, keep, aside }: TabBarProps) {
  const controlled = front === undefined ? {} : { selectedKey: front };
  return (
    <Tabs className="tabs" {...controlled} {...(show && { onSelectionChange: (id) => show(String(id)) })}>
      <div className="tab-bar">
        <TabList aria-label={label} className="tab-list">
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className="tab">
              {tab.label}
            </Tab>
          ))}
        </TabList>
        {aside}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel" shouldForceMount={keep ?? false}>
          {tab.content}
        </TabPanel>
      ))}
    </Tabs>
  );
}
