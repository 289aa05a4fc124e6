// How the request says who sends it.
import { Choice } from '../ui/choice';
import { Check } from '../ui/toggle';
import { type AuthFieldKind, authKinds } from './auth-types';
import type { Draft } from './draft';
import { CodeField } from './editor/code-field';
import { type Auth, type Item, requestOf, withRequest } from './item';
import { authField, authType, withAuthField, withAuthType } from './item-auth';
import { LabelledCode } from './params-part';

// Of a request; or, where there is none, of the folder or collection that the item is.
function authOf(item: Item): Auth | null | undefined {
  return item.request === undefined ? item.auth : requestOf(item).auth;
}

function withAuth(item: Item, auth: Auth | undefined): Item {
  if (item.request !== undefined) {
    const { auth: _, ...request } = requestOf(item);
    return auth ? withRequest(item, { auth }) : { ...item, request };
  }
  const { auth: _, ...bare } = item;
  return auth ? { ...bare, auth } : bare;
}

export function AuthPart({ draft, change }: { draft: Draft; change: (item: Item) => void }) {
  const { item, inherited, lists } = draft;
  const auth = authOf(item);
  const type = authType(auth);
  const kind = authKinds.find(({ id }) => id === type);
  const options = [{ id: 'inherit', label: 'Inherited' }, ...authKinds.map(({ id, label }) => ({ id, label }))];
  if (!kind && type !== 'inherit') options.push({ id: type, label: type });
  return (
    <div className="part">
      <div className="auth-type">
        <Choice label="Type" value={type} options={options} change={(chosen) => change(withAuth(item, withAuthType(auth, chosen)))} />
        {type === 'inherit' && <p className="help">{inheritedWords(inherited)}</p>}
        {!kind && type !== 'inherit' && <p className="help">Coffer does not know this type; what the file says of it stays as it is.</p>}
        {kind?.help && <p className="help">{kind.help}</p>}
      </div>
      {auth && kind && kind.fields.length > 0 && (
        <div className="fields">
          {kind.fields.map((field) => (
            <AuthField
              key={`${type} ${field.key}`} field={field} value={authField(auth, field.key)}
              change={(value) => change(withAuth(item, withAuthField(auth, field.key, value, lists)))}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function inheritedWords(inherited: Draft['inherited']): string {
  if (!inherited) return 'Neither a folder nor the collection has an auth: nothing is added.';
  const label = authKinds.find(({ id }) => id === inherited.type)?.label ?? inherited.type;
  return `${label}, from “${inherited.from}”.`;
}

function AuthField({ field, value, change }: { field: AuthFieldKind; value: string; change: (value: string | boolean) => void }) {
  const { label, kind, options } = field;
  if (kind === 'check') {
    return (
      <Check on={value === 'true'} change={change}>
        {label}
      </Check>
    );
  }
  if (options) {
    const all = options.includes(value) || value === '' ? options : [...options, value];
    return <Choice label={label} value={value || options[0]!} options={all.map((id) => ({ id, label: id || 'None' }))} change={change} />;
  }
  if (kind === 'lines') {
    return (
      <div className="field wide">
        <span className="label" aria-hidden="true">
          {label}
        </span>
        <CodeField label={label} value={value} change={change} language="text" />
      </div>
    );
  }
  return <LabelledCode label={label} value={value} change={change} masked={kind === 'secret'} help={field.help} />;
}
