// What this request does otherwise than Coffer's settings and the collection say (protocolProfileBehavior).
import { Choice } from '../ui/choice';
import { Field } from '../ui/field';
import { behaviorOf, type Item, withBehavior } from './item';

const switches = [
  { name: 'followRedirects', label: 'Follow redirects' },
  { name: 'followOriginalHttpMethod', label: 'Keep the method at a redirect' },
  { name: 'followAuthorizationHeader', label: 'Keep Authorization at a redirect to another host' },
  { name: 'strictSSL', label: 'Check TLS certificates' },
  { name: 'disableCookies', label: 'Send no cookies' },
  { name: 'disableBodyPruning', label: 'Send a body with GET' },
  { name: 'disableUrlEncoding', label: 'Send the URL as it is written' },
] as const;

const options = [{ id: 'default', label: 'Default' }, { id: 'yes', label: 'Yes' }, { id: 'no', label: 'No' }] as const;

export function SettingsPart({ item, change }: { item: Item; change: (item: Item) => void }) {
  const most = behaviorOf(item, 'maxRedirects');
  return (
    <div className="part">
      <p className="help">Default: as the folder, the collection or Coffer’s settings have it. Time limits are set in Settings, for all requests.</p>
      <div className="fields">
        {switches.map(({ name, label }) => {
          const value = behaviorOf(item, name);
          return (
            <Choice
              key={name} label={label} options={options} value={value === true ? 'yes' : value === false ? 'no' : 'default'}
              change={(chosen) => change(withBehavior(item, name, chosen === 'default' ? undefined : chosen === 'yes'))}
            />
          );
        })}
        <Field
          label="Most redirects" name="maxRedirects" value={typeof most === 'number' ? String(most) : ''} placeholder="Default"
          change={(text) => /^\d{0,4}$/.test(text) && change(withBehavior(item, 'maxRedirects', text === '' ? undefined : Number(text)))}
        />
      </div>
    </div>
  );
}
