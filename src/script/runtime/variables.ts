// Scopes of variables: built when a script first looks, and given back as Postman's JSON if it changed them.
import { create, has, parse, stringify } from './intrinsics';
import { library } from './modules';

export interface Definition {
  id?: string;
  name?: string;
  values?: any[];
}

// How a value is kept, by the type of its variable (postman-collection's Variable.types).
function kept(type: string | undefined, value: any): any {
  if (type === 'string') return String(value);
  if (type === 'boolean') return Boolean(value);
  if (type === 'number') return Number(value);
  if ((type === 'array' || type === 'object') && typeof value !== 'string') return stringify(value) ?? 'null';
  return value;
}

// What JSON makes of a value; null where it has no word for it, as on the way to Newman.
function plain(value: unknown): unknown {
  const json = value === null || typeof value === 'string' ? undefined : stringify(value);
  return json === undefined ? (typeof value === 'string' ? value : null) : parse(json);
}

export class Scope {
  #definition: Definition | undefined;
  #scope: any;
  readonly #layers: () => any[];

  // `layers` are the lists of variables that are looked in after this scope's own.
  constructor(definition: Definition | undefined, layers: () => any[] = () => []) {
    this.#definition = definition;
    this.#layers = layers;
  }

  get api(): any {
    if (this.#scope) return this.#scope;
    const { VariableScope } = library('postman-collection');
    const scope = new VariableScope(this.#definition ?? {});
    scope.enableTracking({ autoCompact: true });
    for (const each of this.#layers()) scope.addLayer(each);
    return (this.#scope = scope);
  }

  // The whole scope as JSON if the script changed it: its recorded changes, carried out on what it was given.
  changed(): string | undefined {
    const changes = this.#scope?.mutations?.compacted;
    if (!changes) return undefined;
    let any = false;
    const values = (this.#definition?.values ?? []).slice();
    for (const key in changes) {
      if (!has(changes, key)) continue;
      any = true;
      carryOut(values, changes[key]);
    }
    if (!any) return undefined;
    const out: Definition = create(null);
    if (this.#definition?.id !== undefined) out.id = this.#definition.id;
    if (this.#definition?.name !== undefined) out.name = this.#definition.name;
    out.values = values;
    return stringify(out);
  }

  // Another script's changes, made meanwhile: `definition` is the scope as it is now, with this script's changes in it.
  follow(definition: Definition | undefined): void {
    if (!definition) return;
    this.#definition = definition;
    const scope = this.#scope;
    if (!scope) return;
    const { MutationTracker, VariableScope } = library('postman-collection');
    const now = new VariableScope(definition).values;
    const gone = scope.values.map((each: any) => each.key).filter((key: string) => !now.has(key));
    for (const key of gone) scope.unset(key);
    now.each((each: any) => {
      if (scope.get(each.key) !== each.valueOf()) scope.set(each.key, each.value);
    });
    scope.mutations = new MutationTracker({ autoCompact: true });
  }
}

// One of MutationTracker's: [key] takes a variable away, [key, value, …] sets it. The newest that is not disabled is
// the one that counts.
function carryOut(values: any[], [key, value, extra]: [string, unknown?, { secret?: boolean }?] & { length: number }): void {
  const set = arguments[1].length > 1;
  for (let i = values.length - 1; i >= 0; --i) {
    const each = values[i];
    if (each.key !== key || each.disabled) continue;
    if (set) {
      values[i] = { ...each, value: plain(kept(each.type, value)), ...extra };
      return;
    }
    values.splice(i, 1);
  }
  if (set) values[values.length] = { type: 'any', value: plain(value), key, ...extra };
}
