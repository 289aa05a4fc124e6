// The rows of the vault, as `secrets/list` gives them: never with a value.

export interface Link {
  provider: string; // "aws", "ssm", "hashicorp"
  target: string; // the ARN, parameter or path
  json_key?: string;
  role?: string;
  version?: string;
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

export type VaultState = { state: 'missing' | 'locked' | 'open'; file: string; slots: string[] };

// What stands where a value would.
export function shownValue(secret: Secret): string {
  if (!secret.link) return '••••••••';
  return secret.link.json_key ? `${secret.link.target} [${secret.link.json_key}]` : secret.link.target;
}

export type SortKey = 'name' | 'allowed_domains' | 'changed';

// Those whose name, domains or link hold every word, in any case; sorted as people sort names ("key2" before "key10").
export function chosen(secrets: Secret[], words: string, key: SortKey, descending: boolean): Secret[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (secret: Secret) => `${secret.name} ${secret.allowed_domains} ${secret.link?.target ?? ''}`.toLowerCase();
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return secrets
    .filter((secret) => wanted.every((word) => text(secret).includes(word)))
    .sort((one, other) => order.compare(one[key], other[key]) * (descending ? -1 : 1));
}
