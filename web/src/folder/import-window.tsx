// Import by pasting or from files, and what came of it.
import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { Field } from '../ui/field';
import { notify } from '../ui/notices';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { type Import, importAll, readFiles } from './import';
import { inOneLine, type Outcome } from './outcome';

export function ImportWindow({ outcomes: first, close }: { outcomes?: Outcome[]; close: () => void }) {
  const [text, setText] = useState('');
  const [outcomes, setOutcomes] = useState<Outcome[]>(first ?? []);
  const { busy, problem, run } = useCall();
  const take = (imports: Promise<Import[]>) =>
    run(async () => {
      const done = await importAll(await imports);
      const line = inOneLine(done);
      if (line === undefined) return setOutcomes(done);
      notify({ text: line });
      close();
    });
  const told = outcomes.length > 0 && outcomes.every((each) => !each.failed);
  return (
    <Window
      title="Import" {...(!told && { action: 'Import' })} wide busy={busy} problem={problem} disabled={text.trim() === ''} close={close}
      submit={() => void take(Promise.resolve([{ text }]))}
      more={
        !told && (
          <FileTrigger allowsMultiple acceptedFileTypes={['.json', 'application/json', 'text/plain']} onSelect={(files) => files && void take(readFiles([...files]))}>
            <Button>Choose files</Button>
          </FileTrigger>
        )
      }
    >
      {outcomes.length > 0 && <Outcomes outcomes={outcomes} />}
      {!told && (
        <Field
          label="Collection, environment or cURL command" name="text" value={text} change={setText} problem={problem} rows={9} autoFocus
          placeholder={'curl https://api.example.com -H "Authorization: Bearer {{vault:token}}"'}
          help="Paste what Postman exported, or a command line of curl. Files may be dropped anywhere on the page."
        />
      )}
    </Window>
  );
}

function Outcomes({ outcomes }: { outcomes: Outcome[] }) {
  return (
    <ul className="outcomes" role="status">
      {outcomes.map((each, index) => (
        <li key={index}>
          <strong>{each.from}</strong>: <span className={each.failed ? 'problem' : ''}>{each.told}.</span> {each.mend}
          {each.notes.length > 0 && (
            <ul>
              {each.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
