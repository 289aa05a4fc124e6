// Variables as rows of a table: those of an environment, and those that a collection or folder has in its `variable` list.
type Members = Record<string, unknown>;

export interface Variable {
  key: string;
  value: string;
  enabled: boolean;
  secret: boolean; // is not shown while nobody edits it
  was?: Members; // as it stood in the file: members that the table does not have stay
}

export interface EnvironmentValue {
  key: string;
  value: string;
  enabled: boolean;
  type: string; // "default", "secret", "any", …
}

export const emptyVariable: Variable = { key: '', value: '', enabled: true, secret: false };

export function fromEnvironment(values: readonly EnvironmentValue[]): Variable[] {
  return values.map((each) => ({ key: each.key, value: each.value, enabled: each.enabled, secret: each.type === 'secret', was: { ...each } }));
}

export function toEnvironment(rows: readonly Variable[]): EnvironmentValue[] {
  return filled(rows).map(({ key, value, enabled, secret, was }) => ({ key, value, enabled, type: typeNow(secret, was?.type) }));
}

export function variablesOf(item: Members): Variable[] {
  const list = Array.isArray(item.variable) ? (item.variable as Members[]) : [];
  return list.map((each) => ({
    key: String(each.key ?? each.id ?? ''), value: textOf(each.value), enabled: each.disabled !== true, secret: each.type === 'secret', was: each,
  }));
}

// The item with these variables; one that is as it was stays as it stands in the file.
export function withVariables(item: Members, rows: readonly Variable[]): Members {
  const list = filled(rows).map(memberOf);
  if (list.length > 0 || Array.isArray(item.variable)) return { ...item, variable: list };
  return item;
}

function memberOf({ key, value, enabled, secret, was = {} }: Variable): Members {
  const { disabled: _disabled, ...rest } = was;
  const named = was.key === undefined && was.id === key ? {} : { key };
  const asBefore = enabled === (was.disabled !== true);
  return {
    ...(asBefore ? was : rest),
    ...named,
    ...(textOf(was.value) !== value || was.value === undefined ? { value } : {}),
    ...(secret !== (was.type === 'secret') && { type: typeNow(secret, was.type) }),
    ...(!asBefore && !enabled && { disabled: true }),
  };
}

const filled = (rows: readonly Variable[]) => rows.filter((row) => row.key !== '' || row.value !== '');
const textOf = (value: unknown) => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

function typeNow(secret: boolean, was: unknown): string {
  if (secret) return 'secret';
  return typeof was === 'string' && was !== 'secret' ? was : 'default';
}
