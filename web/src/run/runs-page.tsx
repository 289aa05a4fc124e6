// Runs of collections: a new one, and those of this session.
import { useEffect } from 'react';
import { Button, ListBox, ListBoxItem, Text } from 'react-aria-components';
import { useCofferEvent } from '../events';
import { Badge } from '../ui/badge';
import { tried } from '../ui/tried';
import './run.css';
import { RunFormView } from './run-form-view';
import { RunView } from './run-view';
import { toneOf, words } from './run-words';
import { lookAtRuns, type Run, showRun, tookRun, useFrontRun, useRuns } from './runs';
import { clock, counted } from './times';

export function RunsPage() {
  const runs = useRuns();
  const front = useFrontRun();
  useEffect(() => void tried(lookAtRuns), []);
  useCofferEvent('run', (data) => tookRun(data as Run));
  const run = runs.find((each) => each.run === front);
  return (
    <div className="runs">
      <aside className="runs-side">
        <div className="bar">
          <h2>Runs</h2>
          <Button onPress={() => showRun(undefined)}>New run</Button>
        </div>
        <RunList runs={runs} front={front} />
      </aside>
      <div className="run-place">{run ? <RunView key={run.run} run={run} /> : <RunFormView />}</div>
    </div>
  );
}

function RunList({ runs, front }: { runs: readonly Run[]; front: number | undefined }) {
  return (
    <ListBox
      className="run-list" aria-label="Runs of this session" items={runs.map((run) => ({ ...run, id: run.run }))} selectionMode="single" selectionBehavior="replace"
      selectedKeys={front === undefined ? [] : [front]}
      onSelectionChange={(keys) => keys !== 'all' && keys.size > 0 && showRun(Number([...keys][0]))}
      renderEmptyState={() => <p className="empty">Nothing was run yet.</p>}
    >
      {(run) => (
        <ListBoxItem id={run.id} textValue={`${run.name} ${words(run)}`} className="run-row">
          <Text slot="label">
            {run.name}
            <span className="detail">
              <Badge tone={toneOf(run)}>{words(run)}</Badge> {clock(run.started)} · {counted(run.requests, 'request')}
            </span>
          </Text>
        </ListBoxItem>
      )}
    </ListBox>
  );
}
