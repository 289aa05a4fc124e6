import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Choice } from '../ui/choice';
import { Field, Words } from '../ui/field';
import { Radios } from '../ui/radios';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { AwsFields } from './aws-fields';
import { type AwsForm, type AutofillField, type AwsType, connectArguments, emptyAws, profileKinds } from './credentials';
import { useAutofill } from './use-autofill';

const types: readonly { id: AwsType; label: string }[] = [
  { id: 'long-lived', label: 'Long-lived' },
  { id: 'temporary', label: 'Temporary' },
  { id: 'profile', label: 'Named profile or SSO' },
];
const explained: Record<AwsType, string> = {
  'long-lived': 'An access key of a user. Valid in Coffer for 2 hours; with MFA, where the user has a device.',
  temporary: 'Keys with a session token, of AWS STS or a sign-in. Valid until they expire.',
  profile: 'What a profile of the AWS command line says. A sign-in that it needs is shown here.',
};
const all: Record<AwsType, readonly AutofillField[]> = {
  'long-lived': ['access_key_id', 'secret_access_key', 'region'],
  temporary: ['access_key_id', 'secret_access_key', 'session_token', 'region'],
  profile: [],
};
const fields = ['access_key_id', 'secret_access_key', 'session_token', 'expires', 'region', 'profile', 'name', 'mfa_serial', 'autofill'];

interface AwsWindowProps {
  connection?: string;
  why?: string;
  connect: (given: Record<string, unknown>) => Promise<void>;
  close: () => void;
}

export function AwsWindow({ connection, why, connect, close }: AwsWindowProps) {
  const [form, setForm] = useState<AwsForm>({ ...emptyAws, name: connection === 'default' ? '' : (connection ?? '') });
  const { busy, problem: refused, run } = useCall();
  const autofill = useAutofill(form, setForm);
  const problem = refused ?? autofill.problem;
  return (
    <Window
      title="Authenticate AWS Secrets Manager" action="Authenticate" busy={busy || autofill.filling} problem={problem} fields={fields} close={close}
      submit={() => autofill.filling || void run(() => connect(connectArguments(form)))}
    >
      {why && <p>{why}</p>}
      <Radios label="Credential type" value={form.type} change={(type) => setForm({ ...form, type })} options={types} />
      <p className="help">{explained[form.type]}</p>
      {form.type !== 'profile' && autofill.profiles.length > 0 && (
        <div className="autofill">
          <Choice
            label="Profile of the config file" value={autofill.profile} change={autofill.setProfile}
            options={autofill.profiles.map((each) => ({ id: each.name, label: each.name, detail: profileKinds[each.kind] }))}
          />
          <Button onPress={() => void autofill.fill(all[form.type])}>Autofill all</Button>
        </div>
      )}
      {problem?.field === 'autofill' && (
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
      )}
      <AwsFields form={form} setForm={setForm} profiles={autofill.profiles} fill={(wanted) => void autofill.fill(wanted)} problem={problem} />
      <Disclosure className="disclosure" defaultExpanded={form.name !== ''}>
        <Heading>
          <Button slot="trigger" className="link">More</Button>
        </Heading>
        <DisclosurePanel className="disclosed">
          <Field
            label="Connection name" name="name" value={form.name} change={(name) => setForm({ ...form, name })} problem={problem} placeholder="default"
            help="For several accounts at once. A link takes the one of its ARN’s account by itself."
          />
          {form.type !== 'temporary' && (
            <Field
              label="MFA device" name="mfa_serial" value={form.mfa_serial} change={(mfa_serial) => setForm({ ...form, mfa_serial })} problem={problem}
              placeholder="asked for at IAM" help="Its ARN, where the user may not list their devices."
            />
          )}
        </DisclosurePanel>
      </Disclosure>
    </Window>
  );
}
