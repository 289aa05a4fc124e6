// Moves an item without a pointer: into which folder, and behind which item.
import { useEffect, useState } from 'react';
import { Choice } from '../ui/choice';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { collectionAt, mayHold, move } from './changes';
import { readCollection, useFolder } from './folder';
import type { TreeRow } from './rows';
import { folders, itemsIn, namesAbove, parentOf } from './tree';

export function MoveWindow({ row, close }: { row: TreeRow; close: () => void }) {
  const { folder, collections } = useFolder();
  const [goal, setGoal] = useState(row.path);
  const [to, setTo] = useState(parentOf(row.at));
  const [behind, setBehind] = useState('last');
  const { busy, problem, run } = useCall();
  useEffect(() => void readCollection(goal), [goal]);
  const tree = collections.get(goal)?.tree ?? [];
  const own = goal === row.path ? row.at : undefined;
  const inside = itemsIn(tree, to).filter((node) => node.at !== own);
  const submit = () =>
    run(async () => {
      await collectionAt(goal);
      const position = behind === 'first' ? 0 : behind === 'last' ? inside.length : inside.findIndex((node) => node.at === behind) + 1;
      await move(row.path, row.at, goal, { to, position });
      close();
    });
  return (
    <Window title={`Move “${row.name}”`} action="Move" busy={busy} problem={problem} close={close} submit={() => void submit()}>
      <Choice
        label="Collection" value={goal} options={(folder?.files ?? []).filter((file) => file.kind === 'collection').map((file) => ({ id: file.path, label: file.name }))}
        change={(path) => {
          setGoal(path);
          setTo('');
          setBehind('last');
        }}
      />
      <Choice
        label="Folder" value={`at ${to}`}
        options={[{ id: 'at ', label: 'None: beside the folders' }, ...folders(tree).filter((each) => own === undefined || mayHold(each.at, own)).map((each) => ({ id: `at ${each.at}`, label: [...namesAbove(tree, each.at), each.name].join(' / ') }))]}
        change={(id) => {
          setTo(id.slice(3));
          setBehind('last');
        }}
      />
      <Choice
        label="Place" value={behind} change={setBehind}
        options={[{ id: 'last', label: 'At the end' }, { id: 'first', label: 'First' }, ...inside.slice(0, -1).map((node) => ({ id: node.at, label: `Behind ${node.name}` }))]}
      />
    </Window>
  );
}
