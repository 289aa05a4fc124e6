// One run: how far it is, what came of each request, and the way out of it.
import { useMemo, useState } from 'react';
import { Button, ProgressBar } from 'react-aria-components';
import { call } from '../api';
import { Badge } from '../ui/badge';
import { download } from '../ui/download';
import { Words } from '../ui/field';
import { LongTable } from '../ui/long-table';
import { MenuButton } from '../ui/menu-button';
import { Radios } from '../ui/radios';
import { SplitPane } from '../ui/split-pane';
import { tried } from '../ui/tried';
import { useMedia } from '../ui/use-media';
import { ItemDetails } from './item-details';
import { itemColumns, itemWidths } from './item-columns';
import { runAgain } from './run-form';
import { hasFailed, type Run } from './runs';
import { toneOf, words } from './run-words';
import { counted, duration } from './times';
import { useRunItems } from './use-run-items';

export function RunView({ run }: { run: Run }) {
  const items = useRunItems(run.run, run);
  const [which, setWhich] = useState<'all' | 'failed'>('all');
  const [chosen, setChosen] = useState<number>();
  const narrow = useMedia('(max-width: 1000px)');
  const thin = useMedia('(max-width: 560px)');
  const failed = useMemo(() => items.filter(hasFailed), [items]);
  const item = chosen === undefined ? undefined : items.find((each) => each.number === chosen);
  const columns = itemColumns(run.iterations > 1, thin || (item !== undefined && !narrow));
  const table = (
    <LongTable
      label="Requests of this run" columns={columns} widths={itemWidths(columns)} rows={which === 'all' ? items : failed} keyOf={(each) => each.number}
      chosen={chosen} choose={setChosen} tone={(each) => (hasFailed(each) ? 'failed' : '')} follow={run.state === 'running'}
      empty={which === 'failed' ? 'Nothing has failed.' : run.state === 'running' ? 'Waiting for the first answer.' : 'Nothing was sent.'}
    />
  );
  return (
    <section className="run" aria-label={`Run of ${run.name}`}>
      <Head run={run} />
      <Radios
        label="Show" unseenLabel value={which} change={setWhich}
        options={[{ id: 'all', label: `All ${items.length.toLocaleString('en')}` }, { id: 'failed', label: `Failed ${failed.length.toLocaleString('en')}` }]}
      />
      <div className="run-items">
        <SplitPane
          label="Border between requests and details" kept="run" upright={narrow} start={55} first={table}
          second={item && <ItemDetails run={run.run} item={item} close={() => setChosen(undefined)} />}
        />
      </div>
    </section>
  );
}

function Head({ run }: { run: Run }) {
  return (
    <>
      <div className="bar">
        <h2>{run.name}</h2>
        {run.state === 'running' ? (
          <Button onPress={() => void tried(async () => void (await call('runs/stop', { run: run.run })))}>Stop</Button>
        ) : (
          <Button onPress={() => void tried(() => runAgain(run))}>Run again</Button>
        )}
        {run.state !== 'running' && (
          <MenuButton label="Export" actions={formats} act={(format) => void tried(() => save(run.run, format))}>
            Export
          </MenuButton>
        )}
      </div>
      <p role="status" className="run-summary">
        <Badge tone={toneOf(run)}>{words(run)}</Badge> {summary(run)}
      </p>
      {run.error && run.state !== 'stopped' && (
        <p className="problem">
          <Words problem={run.error} />
        </p>
      )}
      {run.state === 'running' && (
        <ProgressBar aria-label="Progress" value={Math.min(run.items, run.expected)} maxValue={Math.max(1, run.expected)} className="progress">
          {({ percentage }) => <span className="progress-done" style={{ inlineSize: `${percentage ?? 0}%` }} />}
        </ProgressBar>
      )}
    </>
  );
}

function summary(run: Run): string {
  const failed = (count: number) => (count > 0 ? `, ${count.toLocaleString('en')} failed` : '');
  const parts = [
    ...(run.iterations > 1 ? [`${run.done.toLocaleString('en')} of ${counted(run.iterations, 'iteration')}`] : []),
    counted(run.requests, 'request') + failed(run.failed_requests),
    counted(run.assertions, 'test') + failed(run.failed_assertions),
    ...(run.unresolved > 0 ? [`${counted(run.unresolved, 'secret')} not resolved`] : []),
    duration(run.took_ms),
  ];
  return parts.join(' · ');
}

const formats = [
  { id: 'json', label: 'JSON, as Newman writes it' },
  { id: 'junit', label: 'JUnit XML' },
  { id: 'html', label: 'HTML' },
];

async function save(run: number, format: string) {
  const file = await call<{ file_name: string; type: string; text: string }>('runs/export', { run, format });
  download(file.file_name, file.text, file.type);
}
