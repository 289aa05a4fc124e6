// What a collection or a folder has for all that is in it: variables, auth, scripts; and whether its scripts may use the vault.
import { useEffect, useState } from 'react';
import type { Problem } from '../api';
import type { Item as RequestItem } from '../request/item';
import { scriptOf, withScript } from '../request/item-script';
import { Field } from '../ui/field';
import { TabBar } from '../ui/tab-bar';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { type Item, readItem, saveItem } from './changes';
import { Conflict } from './conflict';
import { GrantChoice } from './grant-choice';
import type { TreeRow } from './rows';
import { type Variable, variablesOf, withVariables } from './variables';
import { VariablesTable } from './variables-table';

interface Draft {
  variables: Variable[];
  auth: string; // as JSON
  before: string;
  after: string;
}

const notJson: Problem = { code: 'invalid-argument', what: 'This is not JSON.', mend: 'Write an object like {"type": "noauth"}, or nothing.', field: 'auth' };

export function OwnerWindow({ row, close }: { row: TreeRow; close: () => void }) {
  const [read, setRead] = useState<{ digest: string; item: Item }>();
  const [draft, setDraft] = useState<Draft>();
  const [wrong, setWrong] = useState<Problem>();
  const { busy, problem, run } = useCall();
  const look = () =>
    run(async () => {
      const found = await readItem(row.path, row.at);
      setRead(found);
      setDraft(draftOf(found.item));
    });
  useEffect(() => void look(), [row.key]);
  const save = (force: boolean) =>
    run(async () => {
      const item = read && draft && itemOf(read.item, draft);
      setWrong(item ? undefined : notJson);
      if (!item) return;
      await saveItem(row.path, row.at, item, read.digest, force);
      close();
    });
  const shown = wrong ?? problem;
  const change = (next: Partial<Draft>) => setDraft((now) => now && { ...now, ...next });
  return (
    <Window
      title={row.name} action="Save" wide busy={busy} problem={shown?.code === 'conflict' ? undefined : shown} fields={['auth']} disabled={!draft} close={close}
      submit={() => void save(false)}
    >
      {draft && (
        <div className="owner">
          <TabBar
            label={`Parts of ${row.name}`}
            tabs={[
              { id: 'variables', label: 'Variables', content: <VariablesTable label="Variables" rows={draft.variables} change={(variables) => change({ variables })} /> },
              { id: 'auth', label: 'Auth', content: <AuthText text={draft.auth} change={(auth) => change({ auth })} problem={wrong} /> },
              { id: 'scripts', label: 'Scripts', content: <Scripts draft={draft} change={change} /> },
              ...(row.at === '' ? [{ id: 'grant', label: 'Vault access', content: <GrantChoice path={row.path} /> }] : []),
            ]}
          />
        </div>
      )}
      <Conflict problem={problem} reload={() => void look()} overwrite={() => void save(true)} />
    </Window>
  );
}

function AuthText({ text, change, problem }: { text: string; change: (text: string) => void; problem: Problem | undefined }) {
  return (
    <Field
      label="Auth that is inherited by what is in it, as the file has it" name="auth" value={text} change={change} problem={problem} rows={10}
      placeholder={'{"type": "bearer", "bearer": [{"key": "token", "value": "{{vault:token}}"}]}'} help="Empty: what stands above it."
    />
  );
}

function Scripts({ draft, change }: { draft: Draft; change: (next: Partial<Draft>) => void }) {
  return (
    <div className="scripts">
      <Field label="Before each request" name="before" value={draft.before} change={(before) => change({ before })} rows={7} />
      <Field label="After each response" name="after" value={draft.after} change={(after) => change({ after })} rows={7} />
    </div>
  );
}

function draftOf(item: Item): Draft {
  return {
    variables: variablesOf(item),
    auth: item.auth === undefined ? '' : JSON.stringify(item.auth, null, 2),
    before: scriptOf(asRequest(item), 'prerequest'),
    after: scriptOf(asRequest(item), 'test'),
  };
}

// Undefined: the auth is no JSON object.
function itemOf(item: Item, draft: Draft): Item | undefined {
  const { auth: _auth, ...rest } = withVariables(withScripts(item, draft), draft.variables);
  if (draft.auth.trim() === '') return rest;
  const auth = parsed(draft.auth);
  return auth === undefined ? undefined : { ...rest, auth };
}

function withScripts(item: Item, draft: Draft): Item {
  return { ...withScript(withScript(asRequest(item), 'prerequest', draft.before), 'test', draft.after) };
}

// Scripts stand in a folder and in a collection as they do in a request.
const asRequest = (item: Item) => item as unknown as RequestItem;

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
