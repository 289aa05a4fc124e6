// The values of an environment, or of the globals.
import { useEffect, useState } from 'react';
import { call } from '../api';
import { Field } from '../ui/field';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { Conflict } from './conflict';
import { lookAtFolder } from './folder';
import { type EnvironmentValue, fromEnvironment, toEnvironment, type Variable } from './variables';
import { VariablesTable } from './variables-table';

interface Environment {
  digest: string;
  name: string;
  values: EnvironmentValue[];
}

export function EnvironmentWindow({ path, close }: { path: string; close: () => void }) {
  const [digest, setDigest] = useState<string>();
  const [name, setName] = useState('');
  const [rows, setRows] = useState<Variable[]>([]);
  const { busy, problem, run } = useCall();
  const read = () =>
    run(async () => {
      const environment = await call<Environment>('environments/read', { path });
      setDigest(environment.digest);
      setName(environment.name);
      setRows(fromEnvironment(environment.values));
    });
  useEffect(() => void read(), [path]);
  const save = (force: boolean) =>
    run(async () => {
      await call('environments/save', { path, digest, name, values: toEnvironment(rows), ...(force && { force }) });
      await lookAtFolder();
      close();
    });
  return (
    <Window
      title={name || path} action="Save" wide busy={busy} problem={problem?.code === 'conflict' ? undefined : problem} fields={['name']}
      disabled={digest === undefined} close={close} submit={() => void save(false)}
    >
      <Field label="Name" name="name" value={name} change={setName} problem={problem} required />
      <VariablesTable label="Variables" rows={rows} change={setRows} />
      <p className="help">
        A value may be a reference, <code>{'{{vault:name}}'}</code>: the file then holds no secret. It is <code>{path}</code>.
      </p>
      <Conflict problem={problem} reload={() => void read()} overwrite={() => void save(true)} />
    </Window>
  );
}
