// The lines, and beside them what the chosen one holds.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { SentDetails } from '../run/sent-details';
import { clock, duration } from '../run/times';
import { LongTable, type LongColumn } from '../ui/long-table';
import { notify } from '../ui/notices';
import { SplitPane } from '../ui/split-pane';
import { tried } from '../ui/tried';
import { useMedia } from '../ui/use-media';
import { asText, headOf, isError, type Line, sentOf } from './lines';

const all: (LongColumn<Line> & { width: string })[] = [
  { id: 'at', width: '94px', label: 'Time', cell: (line) => clock(line.at, true) },
  { id: 'kind', width: '66px', label: 'Kind', cell: (line) => (line.kind === 'script' ? (line.level ?? line.kind) : line.kind) },
  { id: 'what', width: 'minmax(100px, 1fr)', label: 'What', cell: headOf },
  { id: 'secrets', width: '58px', label: 'Secrets', number: true, cell: (line) => line.references?.length || '' },
  { id: 'status', width: '56px', label: 'Status', number: true, cell: (line) => line.status || '' },
  { id: 'took', width: '64px', label: 'Took', number: true, cell: (line) => (line.time_ms === undefined || !line.status ? '' : duration(line.time_ms)) },
];

export function ConsoleLines({ lines, none }: { lines: readonly Line[]; none: boolean }) {
  const [chosen, setChosen] = useState<number>();
  const narrow = useMedia('(max-width: 1000px)');
  const thin = useMedia('(max-width: 560px)');
  const line = chosen === undefined ? undefined : lines.find((each) => each.number === chosen);
  const columns = line || narrow ? all.filter((column) => column.id !== 'secrets' && column.id !== 'took') : all;
  const table = (
    <LongTable
      label="Console lines" columns={columns} widths={columns.map((column) => column.width).join(' ')}
      rows={lines} keyOf={(each) => each.number} chosen={chosen} choose={setChosen} tone={toneOf} follow
      empty={none ? 'Nothing was sent yet. Each send shows here which secrets it used, what went out and what came back.' : 'No line fits the filter.'}
    />
  );
  return (
    <div className="console-lines">
      <SplitPane
        label="Border between lines and details" kept="console" upright={thin} start={55} first={table}
        second={line && <LineDetails line={line} close={() => setChosen(undefined)} />}
      />
    </div>
  );
}

const toneOf = (line: Line) => (isError(line) ? 'failed' : line.level === 'warn' ? 'warned' : '');

function LineDetails({ line, close }: { line: Line; close: () => void }) {
  const copy = () =>
    tried(async () => {
      await navigator.clipboard.writeText(asText(line));
      notify({ text: 'The line is copied, with what it holds.' });
    });
  return (
    <section className="details" aria-label="Details of the line">
      <div className="bar">
        <h3>{line.from}</h3>
        <Button onPress={() => void copy()}>Copy line</Button>
        <Button className="quiet icon" aria-label="Close details" onPress={close}>
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      {line.text !== undefined && (
        <pre tabIndex={0} className={`script-line ${line.level ?? ''}`}>
          {line.text}
        </pre>
      )}
      <SentDetails sent={sentOf(line)} />
    </section>
  );
}
