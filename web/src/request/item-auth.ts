// Auth of an item: a list of fields (v2.1) or an object of them (v2.0); which one it is stays.
import type { Auth } from './item';

interface Field {
  key: string;
  value: unknown;
  type?: string;
}

// What one chooses: no `auth` at all is inherited.
export function authType(auth: Auth | null | undefined): string {
  return auth ? auth.type : 'inherit';
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function authField(auth: Auth | null | undefined, key: string): string {
  const fields = auth?.[auth.type];
  if (Array.isArray(fields)) return shown((fields as Field[]).find((field) => field.key === key)?.value);
  return shown((fields as Record<string, unknown> | undefined)?.[key]);
}

// `list`: the form where there was none yet.
export function withAuthField(auth: Auth, key: string, value: string | boolean, list: boolean): Auth {
  const fields = auth[auth.type] ?? (list ? [] : {});
  if (!Array.isArray(fields)) return { ...auth, [auth.type]: { ...fields, [key]: value } };
  const rows = fields as Field[];
  const there = rows.some((field) => field.key === key);
  const type = typeof value === 'boolean' ? 'boolean' : 'string';
  const now = there ? rows.map((field) => (field.key === key ? { ...field, value } : field)) : [...rows, { key, value, type }];
  return { ...auth, [auth.type]: now };
}

// The fields of the other types stay where they are: who comes back finds them.
export function withAuthType(auth: Auth | null | undefined, type: string): Auth | undefined {
  if (type === 'inherit') return undefined;
  return { ...auth, type };
}
