// A link as the page edits it: all of it texts, as they stand in fields. What calls take and give are the same without what is empty.
import type { Fact } from '../ui/facts';
import type { Details, LinkFields, Provider, TestResult } from './secret';

export const providerNames: Record<Provider, string> = {
  aws: 'AWS Secrets Manager',
  ssm: 'AWS Parameter Store',
  hashicorp: 'HashiCorp Vault or OpenBao',
};
export const providerBadges: Record<Provider, string> = { aws: 'AWS', ssm: 'SSM', hashicorp: 'Vault' };

export interface LinkForm {
  provider: Provider;
  secret: string;
  role: string;
  external_id: string;
  version: string;
  json_key: string;
  connection: string;
  narrow_role: boolean;
  cache_minutes: string;
  region: string;
  address: string;
  namespace: string;
  mount: string;
  kv_version: '' | '1' | '2';
}

export const emptyForm: LinkForm = {
  provider: 'aws', secret: '', role: '', external_id: '', version: '', json_key: '', connection: '', narrow_role: false, cache_minutes: '',
  region: '', address: '', namespace: '', mount: '', kv_version: '',
};

type TextField = Exclude<keyof LinkForm, 'provider' | 'narrow_role' | 'cache_minutes' | 'kv_version'>;

const texts: Record<Provider, readonly TextField[]> = {
  aws: ['secret', 'role', 'external_id', 'version', 'json_key', 'connection'],
  ssm: ['secret', 'region', 'role', 'external_id', 'version', 'json_key', 'connection'],
  hashicorp: ['secret', 'address', 'namespace', 'mount', 'version', 'json_key'],
};

// Only what this provider has: what was typed for another one stays in the form, but does not go with it.
export function fieldsOf(form: LinkForm): LinkFields {
  const fields: LinkFields = { provider: form.provider, secret: form.secret.trim() };
  for (const name of texts[form.provider]) if (form[name].trim() !== '') fields[name] = form[name].trim();
  if (form.provider !== 'hashicorp' && form.narrow_role && fields.role) fields.narrow_role = true;
  if (form.provider === 'hashicorp' && form.kv_version !== '') fields.kv_version = Number(form.kv_version);
  if (form.cache_minutes.trim() !== '') fields.cache_seconds = Math.round(Number(form.cache_minutes) * 60);
  return fields;
}

export function formOf(fields: LinkFields): LinkForm {
  const { kv_version, cache_seconds, narrow_role, provider, ...rest } = fields;
  const form: LinkForm = { ...emptyForm, provider, narrow_role: narrow_role ?? false };
  for (const name of texts[provider]) form[name] = rest[name] ?? '';
  form.kv_version = kv_version === 1 ? '1' : kv_version === 2 ? '2' : '';
  form.cache_minutes = cache_seconds === undefined ? '' : String(Number((cache_seconds / 60).toFixed(2)));
  return form;
}

// What was pasted into one field and is of several, once Coffer has split it. What was typed meanwhile stays.
export function afterSplit(form: LinkForm, asked: LinkFields, split: LinkFields): LinkForm {
  if (form.provider !== asked.provider || form.secret.trim() !== asked.secret || split.secret === asked.secret) return form;
  const { kv_version: _version, cache_minutes: _minutes, narrow_role: _narrow, ...parts } = formOf({ ...fieldsOf(form), ...split });
  return { ...form, ...parts };
}

export function regionOf(arn: string): string {
  return /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(arn)?.[1] ?? '';
}

export function sizeText(bytes: number): string {
  return bytes === 1 ? '1 byte' : bytes < 10_000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`;
}

// The result of a test, row by row, as people read it.
export function testFacts(test: TestResult): Fact[] {
  return known([
    { name: 'Version', text: test.version_id },
    { name: 'Stages', text: test.stages.join(', ') },
    { name: 'Created', text: test.created ? dateText(test.created) : '' },
    { name: 'Read as', text: test.identity },
    { name: 'Size', text: sizeText(test.size) + (test.binary ? ', binary' : '') },
    { name: 'JSON keys', text: (test.json_keys ?? []).join(', ') },
  ]);
}

export function detailFacts(details: Details): Fact[] {
  const { last } = details;
  return known([
    { name: 'Provider', text: providerNames[details.provider] ?? details.provider },
    { name: 'Secret', text: details.target },
    { name: 'Role', text: details.role },
    { name: 'Version asked for', text: details.version ?? 'the current one' },
    { name: 'JSON key', text: details.json_key },
    { name: 'Version got', text: last?.version_id },
    { name: 'Stages', text: last?.stages.join(', ') },
    { name: 'Read as', text: last?.identity },
    { name: 'Read', text: last?.fetched_at && dateText(last.fetched_at) },
    { name: 'Cached until', text: last?.cached_until && dateText(last.cached_until) },
    { name: 'Last error', text: last?.error },
  ]);
}

function known(facts: { name: string; text: string | undefined }[]): Fact[] {
  return facts.flatMap(({ name, text }) => (text ? [{ name, text }] : []));
}

// In the user's own zone and manner.
export function dateText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
