// Rows of key and value, each with its switch, and always an empty one at the end.
import { type ReactNode, useState } from 'react';
import { Button, TextArea } from 'react-aria-components';
import { Check } from '../ui/toggle';
import { bulkText, fromBulk, looksLikeRows } from './bulk';
import { CodeField } from './editor/code-field';
import { type Pair, switched } from './item';

interface PairTableProps<Row extends Pair> {
  label: string; // "Header"
  rows: readonly Row[];
  change: (rows: Row[]) => void;
  made: Row; // an empty row
  keys?: readonly string[]; // that are proposed
  value?: (row: Row, label: string, change: (row: Row) => void) => ReactNode; // where a value is no text
  more?: (row: Row, label: string, change: (row: Row) => void) => ReactNode; // before the button that removes it
}

export function PairTable<Row extends Pair>({ label, rows, change, made, keys, value, more }: PairTableProps<Row>) {
  const [bulk, setBulk] = useState(false);
  const paste = (at: number) => (text: string) => {
    if (!looksLikeRows(text)) return false;
    change([...rows.slice(0, at), ...fromBulk<Row>(text, [], made), ...rows.slice(at + 1)]);
    return true;
  };
  const put = (at: number) => (row: Row) => change(at < rows.length ? rows.with(at, row) : [...rows, row]);
  return (
    <div className="pairs">
      {bulk ? (
        <TextArea
          aria-label={`${label}s, a line each`} className="bulk mono" rows={8} spellCheck={false} defaultValue={bulkText(rows)}
          placeholder="key: value" onChange={(event) => change(fromBulk<Row>(event.target.value, rows, made))}
        />
      ) : (
        <table className="grid pair-rows">
          <thead>
            <tr>
              <th scope="col"><span className="unseen">On</span></th>
              <th scope="col">Key</th>
              <th scope="col">Value</th>
              <th scope="col"><span className="unseen">Remove</span></th>
            </tr>
          </thead>
          <tbody>
            {[...rows, made].map((row, at) => {
              const real = at < rows.length;
              const name = `${label} ${row.key || at + 1}`;
              return (
                <tr key={at} className={row.disabled ? 'off' : ''}>
                  <td>{real && <Check label={`${name} on`} on={!row.disabled} change={(on) => put(at)(switched(row, on))} />}</td>
                  <td>
                    <CodeField
                      label={real ? `${label} ${at + 1}, key` : `New ${label.toLowerCase()}, key`} value={row.key ?? ''} placeholder={real ? '' : 'Key'}
                      change={(key) => put(at)({ ...row, key })} pasted={paste(at)} proposed={keys}
                    />
                  </td>
                  <td>
                    {value?.(row, name, put(at)) ?? (
                      <CodeField
                        label={real ? `${name}, value` : `New ${label.toLowerCase()}, value`} value={row.value ?? ''} placeholder={real ? '' : 'Value'}
                        change={(text) => put(at)({ ...row, value: text })}
                      />
                    )}
                  </td>
                  <td className="row-end">
                    {more?.(row, name, put(at))}
                    {real && (
                      <Button className="quiet icon" aria-label={`Remove ${name}`} onPress={() => change(rows.toSpliced(at, 1))}>
                        <span aria-hidden="true">×</span>
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <Button className="link" onPress={() => setBulk(!bulk)}>
        {bulk ? 'As a table' : 'As text'}
      </Button>
    </div>
  );
}
