// What is sent with the request.
import { Button } from 'react-aria-components';
import { Choice } from '../ui/choice';
import { notify } from '../ui/notices';
import { CodeField } from './editor/code-field';
import type { Item } from './item';
import {
  fieldsOf, fileOf, type FormField, graphqlOf, type Language, languageOf, type Mode, modeOf, rawOf, withFields, withFile, withGraphql, withLanguage, withMode,
  withRaw,
} from './item-body';
import { indented } from './indented';
import { PairTable } from './pair-table';
import { LabelledCode } from './params-part';

const modes: { id: Mode; label: string }[] = [
  { id: 'none', label: 'None' },
  { id: 'raw', label: 'Raw' },
  { id: 'urlencoded', label: 'Form, URL-encoded' },
  { id: 'formdata', label: 'Form, with files' },
  { id: 'file', label: 'File' },
  { id: 'graphql', label: 'GraphQL' },
];
const names: Record<Language, string> = { json: 'JSON', xml: 'XML', html: 'HTML', text: 'Text', javascript: 'JavaScript' };
const languageOptions = Object.entries(names).map(([id, label]) => ({ id: id as Language, label }));

interface PartProps {
  item: Item;
  change: (item: Item) => void;
}

export function BodyPart({ item, change }: PartProps) {
  const mode = modeOf(item);
  const language = languageOf(item);
  const indent = () => {
    const text = indented(rawOf(item));
    if (text === undefined) notify({ text: 'The body is no JSON: its brackets or quotes do not match.' });
    else change(withRaw(item, text));
  };
  return (
    <div className="part filling">
      <div className="part-bar">
        <Choice label="Body" unseenLabel value={mode} options={modes} change={(chosen) => change(withMode(item, chosen))} />
        {mode === 'raw' && (
          <Choice label="Language" unseenLabel value={language} options={languageOptions} change={(chosen) => change(withLanguage(item, chosen))} />
        )}
        {mode === 'raw' && language === 'json' && (
          <Button onPress={indent}>Indent</Button>
        )}
      </div>
      <Content item={item} change={change} mode={mode} />
    </div>
  );
}

function Content({ item, change, mode }: PartProps & { mode: Mode }) {
  const graphql = graphqlOf(item);
  switch (mode) {
    case 'none':
      return <p className="help">The request has no body.</p>;
    case 'raw':
      return <CodeField label="Body text" value={rawOf(item)} language={languageOf(item)} change={(text) => change(withRaw(item, text))} />;
    case 'urlencoded':
      return (
        <PairTable label="Field" rows={fieldsOf(item, mode)} made={{ key: '', value: '' }} change={(rows) => change(withFields(item, mode, rows))} />
      );
    case 'formdata':
      return (
        <PairTable<FormField>
          label="Field" rows={fieldsOf(item, mode)} made={{ key: '', value: '', type: 'text' }} change={(rows) => change(withFields(item, mode, rows))}
          value={fileValue} more={fieldType}
        />
      );
    case 'file':
      return (
        <LabelledCode label="File" value={fileOf(item)} help="Its path; relative to the collection's folder." change={(src) => change(withFile(item, src))} />
      );
    case 'graphql':
      return (
        <div className="graphql">
          <CodeField label="Query" value={graphql.query ?? ''} language="text" placeholder="Query" change={(query) => change(withGraphql(item, { query }))} />
          <CodeField
            label="Variables" value={graphql.variables ?? ''} language="json" placeholder="Variables (JSON)"
            change={(variables) => change(withGraphql(item, { variables }))}
          />
        </div>
      );
    default:
      return <p className="help">Coffer does not know this kind of body (“{mode}”); it stays as it is.</p>;
  }
}

function fileValue(row: FormField, label: string, put: (row: FormField) => void) {
  if (row.type !== 'file') return undefined;
  const paths = Array.isArray(row.src) ? row.src.join(', ') : (row.src ?? '');
  return (
    <CodeField
      label={`${label}, files`} value={paths} placeholder="Path, or paths with commas between"
      change={(text) => {
        const list = text.split(/,\s*/);
        put({ ...row, src: list.length > 1 || Array.isArray(row.src) ? list : text });
      }}
    />
  );
}

function fieldType(row: FormField, label: string, put: (row: FormField) => void) {
  return (
    <Choice
      label={`${label}, kind`} unseenLabel value={row.type === 'file' ? 'file' : 'text'}
      options={[{ id: 'text', label: 'Text' }, { id: 'file', label: 'File' }]} change={(type) => put({ ...row, type })}
    />
  );
}
