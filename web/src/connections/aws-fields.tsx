// The fields of one kind of AWS credentials, each with its way to fill it from the shared files.
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { call, type Problem } from '../api';
import { Field } from '../ui/field';
import type { Option } from '../ui/option';
import { SearchChoice } from '../ui/search-choice';
import { Tip } from '../ui/tip';
import { tried } from '../ui/tried';
import { type AutofillField, type AwsForm, type Profile, profileKinds, type SecretField, typed } from './credentials';

interface AwsFieldsProps {
  form: AwsForm;
  setForm: (form: AwsForm) => void;
  profiles: readonly Profile[];
  fill: (fields: readonly AutofillField[]) => void;
  problem: Problem | undefined;
}

export function AwsFields({ form, setForm, profiles, fill, problem }: AwsFieldsProps) {
  const regions = useRegions();
  const set = (field: keyof Omit<AwsForm, 'type' | 'fill'>) => (text: string) => setForm(typed(form, field, text));
  const secret = (field: SecretField, label: string) => (
    <Field
      label={label} name={field} value={form[field]} change={set(field)} problem={problem} secret
      placeholder={form.fill[field] && `from profile “${form.fill[field]}”`} aside={<Fill label={label} fill={() => fill([field])} />}
    />
  );
  return (
    <>
      {form.type === 'profile' ? (
        <SearchChoice
          free label="Profile" name="profile" value={form.profile} change={set('profile')} problem={problem} autoFocus
          options={profiles.map((each) => ({ id: each.name, label: each.name, detail: [profileKinds[each.kind], each.region].filter(Boolean).join(', ') }))}
          help="Of ~/.aws/config and ~/.aws/credentials: keys, roles, IAM Identity Center (SSO), credential processes."
          empty="The shared AWS files have no profile."
        />
      ) : (
        <>
          <Field
            label="Access key ID" name="access_key_id" value={form.access_key_id} change={set('access_key_id')} problem={problem} autoFocus
            aside={<Fill label="Access key ID" fill={() => fill(['access_key_id'])} />}
          />
          {secret('secret_access_key', 'Secret access key')}
          {form.type === 'temporary' && secret('session_token', 'Session token')}
        </>
      )}
      <SearchChoice
        free label="Region" name="region" value={form.region} change={set('region')} problem={problem} options={regions}
        placeholder={form.type === 'profile' ? 'the profile’s' : 'eu-central-1'}
        aside={form.type !== 'profile' && <Fill label="Region" fill={() => fill(['region'])} />}
      />
      {form.type === 'temporary' && (
        <Field
          label="Expires" name="expires" value={form.expires} change={set('expires')} problem={problem} placeholder="not known"
          help="When they end, if you know: 2026-01-31T12:00:00Z, or 45m, 12h from now."
        />
      )}
    </>
  );
}

// `slot`: within a choice a button is the one that opens its list, if it does not say otherwise.
function Fill({ label, fill }: { label: string; fill: () => void }) {
  return (
    <Tip text="Autofill from config file">
      <Button slot={null} aria-label={`Autofill ${label} from config file`} onPress={fill}>
        Autofill
      </Button>
    </Tip>
  );
}

function useRegions(): readonly Option[] {
  const [regions, setRegions] = useState<readonly Option[]>([]);
  useEffect(() => {
    void tried(async () => {
      const answer = await call<{ regions: { name: string; description: string }[] }>('aws/regions');
      setRegions(answer.regions.map(({ name, description }) => ({ id: name, label: name, detail: description })));
    });
  }, []);
  return regions;
}
