// The profiles of the shared AWS files, and fields filled from one of them.
import { useEffect, useState } from 'react';
import { call, CallError, type Problem } from '../api';
import { type Autofill, autofilled, type AutofillField, type AwsForm, type Profile } from './credentials';

const labels: Record<AutofillField, string> = {
  access_key_id: 'access key ID', secret_access_key: 'secret access key', session_token: 'session token', region: 'region',
};

export function useAutofill(form: AwsForm, setForm: (form: AwsForm) => void) {
  const [profiles, setProfiles] = useState<Profile[]>([]);
  const [profile, setProfile] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [filling, setFilling] = useState(false); // what is shown is not all yet

  const guarded = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem({ ...error.problem, field: 'autofill' });
    }
  };
  useEffect(() => {
    void guarded(async () => {
      const answer = await call<{ profiles: Profile[]; autofill?: string }>('aws/profiles');
      setProfiles(answer.profiles);
      setProfile((chosen) => chosen ?? answer.autofill);
    });
  }, []);

  const fill = async (fields: readonly AutofillField[]) => {
    setFilling(true);
    await guarded(async () => {
      setProblem(undefined);
      const filled = await call<Autofill>('aws/autofill', profile === undefined ? {} : { profile });
      const { form: next, missing } = autofilled(form, filled, fields);
      setForm(next);
      if (missing.length === 0) return;
      const named = missing.map((field) => labels[field]).join(', ');
      setProblem({ code: '', what: `Profile “${filled.profile}” has no ${named}.`, mend: 'Type it, or choose another profile.', field: missing.length === 1 ? missing[0]! : 'autofill' });
    });
    setFilling(false);
  };
  return { filling, profiles, profile, setProfile, problem, fill };
}
