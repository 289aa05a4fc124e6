// Query parameters and path variables: two views of the URL.
import { CodeField } from './editor/code-field';
import type { Item } from './item';
import { pathVariablesOf, queryOf, withPathVariable, withQuery } from './item-url';
import { PairTable } from './pair-table';

export function ParamsPart({ item, change }: { item: Item; change: (item: Item) => void }) {
  const variables = pathVariablesOf(item);
  return (
    <div className="part">
      <h2 className="minor">Query</h2>
      <PairTable label="Param" rows={queryOf(item)} made={{ key: '', value: '' }} change={(rows) => change(withQuery(item, rows))} />
      {variables.length > 0 && (
        <>
          <h2 className="minor">Path</h2>
          <div className="fields">
            {variables.map(({ key, value }) => (
              <LabelledCode key={key} label={`:${key}`} value={value ?? ''} change={(text) => change(withPathVariable(item, key!, text))} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

interface LabelledCodeProps {
  label: string;
  value: string;
  change: (text: string) => void;
  masked?: boolean;
  help?: string | undefined;
}

export function LabelledCode({ label, value, change, masked, help }: LabelledCodeProps) {
  return (
    <div className="field">
      <span className="label" aria-hidden="true">
        {label}
      </span>
      <CodeField label={label} value={value} change={change} masked={masked ?? false} />
      {help && <span className="help">{help}</span>}
    </div>
  );
}
