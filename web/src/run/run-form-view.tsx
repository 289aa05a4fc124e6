// What to run: a collection or a part of it, with which data, how often.
import { useEffect } from 'react';
import { Button, FileTrigger, Form } from 'react-aria-components';
import type { Problem } from '../api';
import { EnvironmentChoice } from '../folder/environment-choice';
import { readCollection, useFolder } from '../folder/folder';
import { folders, namesAbove, type Node, nodeAt } from '../folder/tree';
import { sizeText } from '../request/sent';
import { Choice } from '../ui/choice';
import { Field, Words } from '../ui/field';
import { Check } from '../ui/toggle';
import { useCall } from '../ui/use-call';
import { changeForm, numberProblem, type RunForm, startRun, useRunForm } from './run-form';

const fields = ['iterations', 'delay_ms', 'timeout_ms', 'data'];
const numbers = [['iterations', 'iterations', 1], ['delay', 'delay_ms', 0], ['timeout', 'timeout_ms', 0]] as const;

export function RunFormView() {
  const form = useRunForm();
  const { folder } = useFolder();
  const { busy, problem, run } = useCall();
  const collections = (folder?.files ?? []).filter((file) => file.kind === 'collection');
  const known = collections.some((file) => file.path === form.collection);
  const typed = numbers.flatMap(([name, field, least]) => problemOf(field, numberProblem(form[name], least)))[0];
  const wrong = typed ?? problem;
  if (folder && collections.length === 0) return <p className="empty">There is no collection in the open folder. Open one, or import one, under Requests.</p>;
  return (
    <Form
      className="run-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (known && !typed) void run(startRun);
      }}
    >
      <h2>New run</h2>
      <Choice
        label="Collection" value={known ? form.collection : undefined} options={collections.map((file) => ({ id: file.path, label: file.name, detail: file.path }))}
        change={(collection) => changeForm({ collection, at: '' })} placeholder="Choose a collection"
      />
      {known && <Part form={form} />}
      <EnvironmentChoice />
      <Data form={form} problem={problem} />
      <div className="run-numbers">
        <Field
          label="Iterations" name="iterations" value={form.iterations} change={(iterations) => changeForm({ iterations })} problem={wrong} digits
          placeholder={form.data ? 'each row once' : '1'}
        />
        <Field label="Delay, ms" name="delay_ms" value={form.delay} change={(delay) => changeForm({ delay })} problem={wrong} digits placeholder="0" />
        <Field label="Time limit, ms" name="timeout_ms" value={form.timeout} change={(timeout) => changeForm({ timeout })} problem={wrong} digits placeholder="no limit" />
      </div>
      <Check on={form.bail} change={(bail) => changeForm({ bail })}>
        Stop at the first failure
      </Check>
      {problem && !fields.includes(problem.field) && (
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
      )}
      <div className="buttons start">
        <Button type="submit" className="main" data-busy={busy || undefined} isDisabled={!known}>
          Run
        </Button>
      </div>
    </Form>
  );
}

const problemOf = (field: string, what: string | undefined): Problem[] => (what ? [{ code: 'invalid-argument', what, mend: '', field }] : []);

function Part({ form }: { form: RunForm }) {
  const { collections } = useFolder();
  const path = form.collection ?? '';
  useEffect(() => void readCollection(path), [path]);
  const tree = collections.get(path)?.tree ?? [];
  const label = (node: Node) => [...namesAbove(tree, node.at), node.name].join(' / ');
  const chosen = form.at === '' ? undefined : nodeAt(tree, form.at);
  const parts = folders(tree);
  const shown = chosen && !parts.includes(chosen) ? [chosen, ...parts] : parts;
  return (
    <Choice
      label="Part" value={chosen ? `at ${chosen.at}` : 'at '} change={(id) => changeForm({ at: id.slice(3) })}
      options={[{ id: 'at ', label: 'All of it' }, ...shown.map((node) => ({ id: `at ${node.at}`, label: label(node) }))]}
    />
  );
}

function Data({ form, problem }: { form: RunForm; problem: Problem | undefined }) {
  const { data } = form;
  return (
    <div className="run-data">
      <Field
        label="Data, CSV or JSON" name="data" rows={4} value={data?.text ?? ''} problem={problem} placeholder={'user,amount\nann,10\nbob,20'}
        change={(text) => changeForm({ data: text === '' ? undefined : { name: '', text } })}
        help={data ? `${data.name ? `${data.name}, ` : ''}${sizeText(new Blob([data.text]).size)}. One iteration for each row.` : 'One iteration for each row. Paste it, or choose a file.'}
      />
      <FileTrigger
        acceptedFileTypes={['.csv', '.json', 'text/csv', 'application/json']}
        onSelect={async (files) => {
          const file = files?.[0];
          if (file) changeForm({ data: { name: file.name, text: await file.text() } });
        }}
      >
        <Button>Choose file</Button>
      </FileTrigger>
    </div>
  );
}
