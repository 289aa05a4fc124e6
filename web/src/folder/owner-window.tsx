// What a collection or a folder has for all that is in it: variables, auth, scripts; and whether its scripts may use the vault.
import { useEffect, useMemo, useState } from 'react';
import { AuthPart } from '../request/auth-part';
import type { Draft } from '../request/draft';
import { SurroundingsContext } from '../request/editor/surroundings';
import type { Item as RequestItem } from '../request/item';
import { ScriptsPart } from '../request/scripts-part';
import { useNames } from '../request/use-names';
import { TabBar } from '../ui/tab-bar';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { type Item, readItem, saveItem } from './changes';
import { useChosen } from './chosen';
import { Conflict } from './conflict';
import { useFolder } from './folder';
import { GrantChoice } from './grant-choice';
import type { TreeRow } from './rows';
import { type Variable, variablesOf, withVariables } from './variables';
import { VariablesTable } from './variables-table';

interface Owner {
  draft: Draft & { digest: string }; // auth and scripts stand in it as they do in a request
  variables: Variable[];
}

export function OwnerWindow({ row, close }: { row: TreeRow; close: () => void }) {
  const [owner, setOwner] = useState<Owner>();
  const { busy, problem, run } = useCall();
  const look = () => run(async () => setOwner(await read(row)));
  useEffect(() => void look(), [row.key]);
  const save = (force: boolean) =>
    run(async () => {
      if (!owner) return;
      const { item, digest } = owner.draft;
      await saveItem(row.path, row.at, withVariables({ ...item }, owner.variables), digest, force);
      close();
    });
  const conflict = problem?.code === 'conflict';
  return (
    <Window title={row.name} action="Save" wide busy={busy} problem={conflict ? undefined : problem} disabled={!owner} close={close} submit={() => void save(false)}>
      {row.at === '' && <Warnings path={row.path} />}
      {owner && <OwnerParts row={row} owner={owner} change={setOwner} />}
      <Conflict problem={problem} reload={() => void look()} overwrite={() => void save(true)} />
    </Window>
  );
}

function OwnerParts({ row, owner, change }: { row: TreeRow; owner: Owner; change: (owner: Owner) => void }) {
  const chosen = useChosen();
  const names = useNames(useMemo(() => ({ collection: row.path, at: row.at, ...chosen }), [row.path, row.at, chosen]));
  const { draft, variables } = owner;
  const edit = (item: RequestItem) => change({ ...owner, draft: { ...draft, item } });
  const tabs = [
    { id: 'variables', label: 'Variables', content: <VariablesTable label="Variables" rows={variables} change={(rows) => change({ ...owner, variables: rows })} /> },
    { id: 'auth', label: 'Auth', content: <AuthPart draft={draft} change={edit} /> },
    { id: 'scripts', label: 'Scripts', content: <ScriptsPart item={draft.item} change={edit} /> },
    ...(row.at === '' ? [{ id: 'grant', label: 'Vault access', content: <GrantChoice path={row.path} /> }] : []),
  ];
  return (
    <SurroundingsContext value={{ known: new Map(), names }}>
      <div className="owner">
        <TabBar label={`Parts of ${row.name}`} tabs={tabs} />
      </div>
    </SurroundingsContext>
  );
}

function Warnings({ path }: { path: string }) {
  const warnings = useFolder().collections.get(path)?.warnings ?? [];
  if (warnings.length === 0) return null;
  return (
    <ul className="warnings" aria-label="What this collection has that Coffer does not use">
      {warnings.map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
    </ul>
  );
}

async function read({ path, at }: TreeRow): Promise<Owner> {
  const [own, collection] = await Promise.all([readItem(path, at), readItem(path, '')]);
  const schema = (collection.item.info as Item | undefined)?.schema;
  return {
    draft: {
      item: own.item as unknown as RequestItem, // the collection's name stands in `info`
      digest: own.digest, folders: [], lists: !String(schema).includes('v2.0'), ...(own.inherited_auth && { inherited: own.inherited_auth }),
    },
    variables: variablesOf(own.item),
  };
}
