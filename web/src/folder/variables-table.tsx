// Variables to be edited: one always empty row at the end takes a new one.
import { Button } from 'react-aria-components';
import { Check } from '../ui/toggle';
import { emptyVariable, type Variable } from './variables';

interface VariablesTableProps {
  label: string;
  rows: readonly Variable[];
  change: (rows: Variable[]) => void;
}

export function VariablesTable({ label, rows, change }: VariablesTableProps) {
  const set = (index: number, row: Variable) => change(index < rows.length ? rows.with(index, row) : [...rows, row]);
  return (
    <table className="grid variables-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">On</span>
          </th>
          <th scope="col">Variable</th>
          <th scope="col">Value</th>
          <th scope="col">Secret</th>
          <th scope="col">
            <span className="unseen">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {[...rows, emptyVariable].map((row, index) => (
          <VariableRow
            key={index} row={row} number={index + 1} isNew={index === rows.length}
            change={(next) => set(index, next)}
            remove={() => change(rows.filter((_, each) => each !== index))}
          />
        ))}
      </tbody>
    </table>
  );
}

interface VariableRowProps {
  row: Variable;
  number: number;
  isNew: boolean;
  change: (row: Variable) => void;
  remove: () => void;
}

function VariableRow({ row, number, isNew, change, remove }: VariableRowProps) {
  const name = isNew ? 'new variable' : row.key || `variable ${number}`;
  return (
    <tr className={row.enabled ? '' : 'off'}>
      <td>{!isNew && <Check label={`${name} on`} on={row.enabled} change={(enabled) => change({ ...row, enabled })} />}</td>
      <td>
        <input
          aria-label={isNew ? 'New variable' : `Name of variable ${number}`} value={row.key} spellCheck={false} autoComplete="off"
          placeholder={isNew ? 'New variable' : ''} onChange={(event) => change({ ...row, key: event.target.value })}
        />
      </td>
      <td>
        <input
          aria-label={`Value of ${name}`} value={row.value} spellCheck={false} autoComplete="off" className={row.secret ? 'masked' : ''}
          onChange={(event) => change({ ...row, value: event.target.value })}
        />
      </td>
      <td>{!isNew && <Check label={`${name} is secret`} on={row.secret} change={(secret) => change({ ...row, secret })} />}</td>
      <td>
        {!isNew && (
          <Button className="quiet icon" aria-label={`Remove ${name}`} onPress={remove}>
            <span aria-hidden="true">✕</span>
          </Button>
        )}
      </td>
    </tr>
  );
}
