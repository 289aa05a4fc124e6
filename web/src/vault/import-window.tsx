// Secrets out of a file, or pasted: an export, or a links file. Where a name exists, it is asked what is to become of it; nothing is changed before.
import { useState } from 'react';
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import { call } from '../api';
import { Field } from '../ui/field';
import { notify } from '../ui/notices';
import { Radios } from '../ui/radios';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { type Imported, importedText, namesText, type Source, sourceOf } from './transfer';
import { lookAtVault } from './vault-state';

type OnConflict = 'keep' | 'replace' | 'rename';

const answers: readonly { id: OnConflict; label: string }[] = [
  { id: 'keep', label: 'Keep what is here' },
  { id: 'replace', label: 'Replace it' },
  { id: 'rename', label: 'Add under another name' },
];

interface Chosen {
  name: string; // of the file
  source: Source;
}

export function ImportWindow({ close }: { close: () => void }) {
  const [text, setText] = useState('');
  const [file, setFile] = useState<Chosen>();
  const [password, setPassword] = useState('');
  const [conflicts, setConflicts] = useState<string[]>([]);
  const [answer, setAnswer] = useState<OnConflict>('keep');
  const { busy, problem, run, forget } = useCall();
  const source: Source = file?.source ?? { text };
  const locked = 'base64' in source;

  const take = (next: { text: string } | { file: Chosen }) => {
    setText('text' in next ? next.text : '');
    setFile('file' in next ? next.file : undefined);
    setConflicts([]);
    forget();
  };
  const read = async (given: File) => take({ file: { name: given.name, source: sourceOf(new Uint8Array(await given.arrayBuffer())) } });
  const bring = async () => {
    const on_conflict = conflicts.length > 0 ? answer : 'ask';
    const done = await call<Imported>('secrets/import', { ...source, on_conflict, ...(locked && { password }) });
    if (on_conflict === 'ask' && done.conflicts.length > 0) return setConflicts(done.conflicts);
    notify({ text: importedText(done) });
    close();
    void lookAtVault();
  };
  return (
    <Window
      title="Import secrets" action="Import" wide busy={busy} problem={problem} fields={['text', 'password']} close={close} disabled={!file && text.trim() === ''}
      submit={() => void run(bring)}
    >
      <DropZone
        className="drop"
        onDrop={(event) => {
          const dropped = event.items.find((item) => item.kind === 'file');
          if (dropped) void dropped.getFile().then(read);
        }}
      >
        <Text slot="label">{file ? file.name : 'Drop a file here, or'}</Text>
        <FileTrigger onSelect={(files) => files?.[0] && void read(files[0])}>
          <Button>{file ? 'Choose another…' : 'Choose a file…'}</Button>
        </FileTrigger>
      </DropZone>
      <Field
        label="Or paste its text" name="text" value={text} change={(typed) => take({ text: typed })} problem={problem} hiddenRows={3}
        help="A plain export of Coffer, or a links file. It is not shown."
      />
      {locked && <Field label="Password of the export" name="password" value={password} change={setPassword} problem={problem} secret autoFocus />}
      {conflicts.length > 0 && (
        <section role="alert" className="conflicts">
          <p>
            {conflicts.length === 1 ? 'This name exists' : `These ${conflicts.length} names exist`} in your vault: {namesText(conflicts)}.
          </p>
          <Radios label="What is to become of them" value={answer} change={setAnswer} options={answers} />
        </section>
      )}
    </Window>
  );
}
