// The fields of a link: where the secret is, then which part of it.
import type { Problem } from '../api';
import { Choice } from '../ui/choice';
import { Field } from '../ui/field';
import { SearchChoice } from '../ui/search-choice';
import { Check } from '../ui/toggle';
import { type LinkForm, regionOf } from './link';
import { useListed } from './use-listed';

interface LinkFieldsProps {
  form: LinkForm;
  change: (part: Partial<LinkForm>) => void;
  problem: Problem | undefined;
}

interface SecretsAnswer {
  secrets: { name: string; secret: string; description?: string }[];
}

const listedSecrets = ({ secrets }: SecretsAnswer) =>
  secrets.map(({ name, secret, description }) => ({ id: secret, label: name, detail: [description, regionOf(secret)].filter(Boolean).join(', ') }));

export function LinkPlaceFields(props: LinkFieldsProps) {
  return props.form.provider === 'hashicorp' ? <HashicorpPlace {...props} /> : <AwsPlace {...props} />;
}

function AwsPlace({ form, change, problem }: LinkFieldsProps) {
  const place = { provider: form.provider, ...(form.connection && { connection: form.connection }), ...(form.region && { region: form.region }) };
  const secrets = useListed('links/secrets', place, listedSecrets);
  const manager = form.provider === 'aws';
  return (
    <>
      <SearchChoice
        free label={manager ? 'Secret ARN' : 'Parameter'} name="secret" value={form.secret} change={(secret) => change({ secret })} problem={problem} autoFocus
        {...secrets}
        placeholder={manager ? 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:name-AbCdEf' : '/prod/mail/key'}
        help={manager ? 'Choose one, or paste: the form of ECS task definitions, with JSON key and version behind, is understood.' : 'Its name, or its ARN.'}
      />
      {!manager && (
        <Field label="Region" name="region" value={form.region} change={(region) => change({ region })} problem={problem} placeholder="the ARN’s, or the connection’s" />
      )}
      <div className="pair">
        <Field
          label="Role ARN" name="role" value={form.role} change={(role) => change({ role })} problem={problem} placeholder="none"
          help="Assumed before the secret is read."
        />
        <Field
          label="External ID" name="external_id" value={form.external_id} change={(external_id) => change({ external_id })} problem={problem} placeholder="none"
          help="If the role’s trust policy asks for one."
        />
      </div>
      {form.role.trim() !== '' && (
        <Check on={form.narrow_role} change={(narrow_role) => change({ narrow_role })}>
          Let the role’s session read this one secret only
        </Check>
      )}
    </>
  );
}

function HashicorpPlace({ form, change, problem }: LinkFieldsProps) {
  const secrets = useListed('links/secrets', { provider: form.provider }, listedSecrets);
  return (
    <>
      <SearchChoice
        free label="Path" name="secret" value={form.secret} change={(secret) => change({ secret })} problem={problem} autoFocus {...secrets} placeholder="app/db"
        help="Below the mount of the KV engine."
      />
      <div className="pair">
        <Field label="Server" name="address" value={form.address} change={(address) => change({ address })} problem={problem} placeholder="VAULT_ADDR" />
        <Field label="Namespace" name="namespace" value={form.namespace} change={(namespace) => change({ namespace })} problem={problem} placeholder="VAULT_NAMESPACE" />
        <Field label="Mount" name="mount" value={form.mount} change={(mount) => change({ mount })} problem={problem} placeholder="secret" />
        <Choice
          label="KV engine" name="kv_version" value={form.kv_version || 'asked'} problem={problem}
          change={(version) => change({ kv_version: version === 'asked' ? '' : version })}
          options={[{ id: 'asked', label: 'The server is asked' }, { id: '1', label: 'Version 1' }, { id: '2', label: 'Version 2' }]}
        />
      </div>
    </>
  );
}

interface VersionsAnswer {
  versions: { id: string; stages: string[] }[];
}

// A stage names whatever has it then; an ID names one version for good.
const listedVersions = ({ versions }: VersionsAnswer) => [
  ...versions.flatMap(({ id, stages }) => stages.map((stage) => ({ id: stage, label: stage, detail: `now ${id}` }))),
  ...versions.map(({ id, stages }) => ({ id, label: id, detail: stages.join(', ') })),
];

export function LinkPartFields({ form, change, problem, keys }: LinkFieldsProps & { keys: readonly string[] }) {
  const versions = useListed('links/versions', { secret: form.secret.trim(), ...(form.connection && { connection: form.connection }) }, listedVersions);
  const manager = form.provider === 'aws';
  return (
    <>
      <div className="pair">
        {manager ? (
          <SearchChoice
            free label="Version" name="version" value={form.version} change={(version) => change({ version })} problem={problem} {...versions}
            placeholder="AWSCURRENT" help="A stage, or a version ID."
          />
        ) : (
          <Field label="Version" name="version" value={form.version} change={(version) => change({ version })} problem={problem} placeholder="the current one" />
        )}
        <SearchChoice
          free label={form.provider === 'hashicorp' ? 'Key' : 'JSON key'} name="json_key" value={form.json_key} change={(json_key) => change({ json_key })} problem={problem}
          options={keys.map((key) => ({ id: key, label: key }))} empty="Test, and its keys are listed here." placeholder="all of it"
          help="Of a secret that is a JSON object."
        />
      </div>
      <Field
        label="Cached for" name="cache_seconds" value={form.cache_minutes} change={(cache_minutes) => change({ cache_minutes })} problem={problem}
        placeholder="as the settings say" help="Minutes; 0: not at all." digits
      />
    </>
  );
}
