// What was sent, resolved and printed, at the foot of the page.
import { useMemo, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { call } from '../api';
import { counted } from '../run/times';
import { makeKeptStore } from '../store';
import { Choice } from '../ui/choice';
import { notify } from '../ui/notices';
import { Check } from '../ui/toggle';
import { tried } from '../ui/tried';
import './console.css';
import { ConsoleEdge, heightWithin } from './console-edge';
import { ConsoleLines } from './console-lines';
import { asText, type Filter, isError, type Kind, shownLines } from './lines';
import { useLines } from './use-lines';

const drawer = makeKeptStore('console', { open: false, height: 280 }); // px
const everything: Filter = { words: '', kind: 'all', errors: false };

const kinds: { id: Kind; label: string }[] = [
  { id: 'all', label: 'All lines' },
  { id: 'send', label: 'Sends' },
  { id: 'run', label: 'Runs' },
  { id: 'script', label: 'Scripts' },
  { id: 'token', label: 'Tokens' },
  { id: 'message', label: 'Messages' },
];

export function ConsoleDrawer() {
  const lines = useLines();
  const { open, height } = drawer.use();
  const [filter, setFilter] = useState(everything);
  const shown = useMemo(() => shownLines(lines, filter), [lines, filter]);
  const errors = useMemo(() => lines.filter(isError).length, [lines]);
  const change = (next: Partial<Filter>) => setFilter({ ...filter, ...next });
  const copy = () =>
    tried(async () => {
      await navigator.clipboard.writeText(shown.map(asText).join('\n'));
      notify({ text: `${counted(shown.length, 'line')} copied.` });
    });
  return (
    <section className={open ? 'console open' : 'console'} aria-label="Console" style={{ '--height': `${heightWithin(height)}px` } as React.CSSProperties}>
      {open && <ConsoleEdge height={height} change={(next) => drawer.set({ open, height: next })} />}
      <div className="console-bar">
        <Button className="quiet console-open" aria-expanded={open} onPress={() => drawer.set({ open: !open, height })}>
          <span className="chevron" aria-hidden="true" />
          Console
          <span className="help">{counted(lines.length, 'line')}</span>
          {errors > 0 && <span className="problem">{counted(errors, 'error')}</span>}
        </Button>
        {open && (
          <>
            <SearchField className="search" aria-label="Filter lines" value={filter.words} onChange={(words) => change({ words })}>
              <Input placeholder="Filter" />
            </SearchField>
            <Choice label="Kind of lines" unseenLabel value={filter.kind} change={(kind) => change({ kind })} options={kinds} />
            <Check on={filter.errors} change={(only) => change({ errors: only })}>
              Errors only
            </Check>
            <Button isDisabled={shown.length === 0} onPress={() => void copy()}>
              Copy
            </Button>
            <Button isDisabled={lines.length === 0} onPress={() => void tried(async () => void (await call('console/clear')))}>
              Clear
            </Button>
          </>
        )}
      </div>
      {open && <ConsoleLines lines={shown} none={lines.length === 0} />}
    </section>
  );
}
