// The rows of the vault, as `secrets/list` gives them: never with a value.

export type Provider = 'aws' | 'ssm' | 'hashicorp';

export interface LinkFields {
  provider: Provider;
  secret: string; // the ARN, parameter or path
  role?: string;
  external_id?: string;
  version?: string;
  json_key?: string;
  connection?: string;
  narrow_role?: boolean;
  cache_seconds?: number;
  region?: string;
  address?: string;
  namespace?: string;
  mount?: string;
  kv_version?: number;
}

export interface Link extends LinkFields {
  target: string; // for people
}

export interface Secret {
  name: string;
  kind: 'local' | 'link';
  allowed_domains: string; // '' means any
  enabled: boolean;
  scripts: 'ask' | 'never';
  created: string; // ISO 8601
  changed: string;
  link?: Link;
}

export interface TestResult {
  source: string;
  version_id: string;
  identity: string;
  stages: string[];
  created?: string;
  size: number; // bytes
  binary: boolean;
  json_keys?: string[];
}

export interface Details {
  provider: Provider;
  target: string;
  role?: string;
  version?: string;
  json_key?: string;
  last?: { version_id: string; stages: string[]; identity: string; fetched_at: string; cached_until?: string; error?: string };
}

export type VaultState = { state: 'missing' | 'locked' | 'open'; file: string; slots: string[] };

export const kMasked = '••••••••';

// Where a link leads, in short: the name behind an ARN, and where that is.
export function linkText({ target, json_key }: Link): { name: string; place: string } {
  const arn = /^arn:[^:]*:[^:]*:([^:]*):([^:]*):(?:secret:|parameter)?(.+)$/.exec(target);
  const name = arn?.[3] ?? target;
  return { name: json_key ? `${name} [${json_key}]` : name, place: arn ? [arn[1], arn[2]].filter(Boolean).join(' ') : '' };
}

export type SortKey = 'name' | 'allowed_domains' | 'scripts' | 'enabled' | 'value';

function sorted(secret: Secret, key: SortKey): string {
  if (key === 'value') return secret.link?.target ?? '';
  if (key === 'enabled') return secret.enabled ? 'on' : 'off';
  return secret[key];
}

// Those whose name, domains or link hold every word, in any case; sorted as people sort names ("key2" before "key10").
export function chosen(secrets: Secret[], words: string, key: SortKey, descending: boolean): Secret[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (secret: Secret) => `${secret.name} ${secret.allowed_domains} ${secret.link?.target ?? ''}`.toLowerCase();
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const compared = (one: Secret, other: Secret) =>
    order.compare(sorted(one, key), sorted(other, key)) * (descending ? -1 : 1) || order.compare(one.name, other.name);
  return secrets.filter((secret) => wanted.every((word) => text(secret).includes(word))).sort(compared);
}
