// What one types to authenticate, and what of it goes to `connections/connect`.

export type AwsType = 'long-lived' | 'temporary' | 'profile';
export type Method = '' | 'token' | 'approle' | 'userpass';

export interface AwsForm {
  type: AwsType;
  name: string; // of the connection
  access_key_id: string;
  secret_access_key: string;
  session_token: string;
  expires: string; // ISO 8601, or "45m"
  region: string;
  profile: string;
  mfa_serial: string;
  // Secret fields that Coffer fills from a profile of the shared files by itself: their values do not come to the page.
  fill: Partial<Record<SecretField, string>>;
}

export type SecretField = 'secret_access_key' | 'session_token';
export type AutofillField = SecretField | 'access_key_id' | 'region';

export interface Profile {
  name: string;
  kind: 'keys' | 'temporary' | 'role' | 'sso' | 'process' | 'web-identity' | 'other';
  region?: string;
}

export interface Autofill {
  profile: string;
  access_key_id?: string;
  region?: string;
  has_secret_access_key: boolean;
  has_session_token: boolean;
}

export const emptyAws: AwsForm = {
  type: 'long-lived', name: '', access_key_id: '', secret_access_key: '', session_token: '', expires: '', region: '', profile: '', mfa_serial: '', fill: {},
};

export const profileKinds: Record<Profile['kind'], string> = {
  keys: 'keys', temporary: 'temporary keys', role: 'role', sso: 'IAM Identity Center (SSO)', process: 'credential process', 'web-identity': 'web identity', other: '',
};

const shared = ['name', 'region', 'mfa_serial'] as const;
const fieldsOfType: Record<AwsType, readonly (keyof Omit<AwsForm, 'type' | 'fill'>)[]> = {
  'long-lived': [...shared, 'access_key_id', 'secret_access_key'],
  temporary: ['name', 'region', 'access_key_id', 'secret_access_key', 'session_token', 'expires'],
  profile: [...shared, 'profile'],
};

// The arguments of `connections/connect`.
export function connectArguments(form: AwsForm): Record<string, unknown> {
  const given: Record<string, unknown> = { type: form.type };
  const fill: Partial<Record<SecretField, string>> = {};
  for (const field of fieldsOfType[form.type]) {
    if (field in form.fill) fill[field as SecretField] = form.fill[field as SecretField]!;
    else if (form[field].trim() !== '') given[field] = form[field].trim();
  }
  if (Object.keys(fill).length > 0) given.fill_from = fill;
  return given;
}

// The form with one field, or all of them, as the profile has them. `missing`: fields that it does not have.
export function autofilled(form: AwsForm, filled: Autofill, fields: readonly AutofillField[]): { form: AwsForm; missing: AutofillField[] } {
  const next: AwsForm = { ...form, fill: { ...form.fill } };
  const missing: AutofillField[] = [];
  for (const field of fields) {
    if (field === 'access_key_id' || field === 'region') {
      if (filled[field]) next[field] = filled[field];
      else missing.push(field);
    } else if (filled[`has_${field}`]) {
      next.fill[field] = filled.profile;
      next[field] = '';
    } else missing.push(field);
  }
  return { form: next, missing };
}

// Whoever types into a field that a profile was to fill means what they type.
export function typed(form: AwsForm, field: keyof Omit<AwsForm, 'type' | 'fill'>, text: string): AwsForm {
  const fill = Object.fromEntries(Object.entries(form.fill).filter(([name]) => name !== field));
  return { ...form, [field]: text, fill };
}

export const kCodeDigits = 6;

// The digits of an MFA code, however it was pasted: "123 456", "123-456".
export function codeDigits(text: string): string {
  return text.replace(/\D/g, '').slice(0, kCodeDigits);
}

// The name of a device, out of its ARN: "ada's phone" of "arn:aws:iam::1:mfa/ada's phone". A serial number stays as it is.
export function deviceName(serial: string): string {
  return /^arn:[^:]*:iam::\d*:(?:mfa|u2f)\/(.+)$/.exec(serial)?.[1] ?? serial;
}
