// An item of Postman's collection format, as it stands in the file: members that the page does not know stay in it. Nothing here changes what it
// is given; each edit makes a copy that shares all that is the same.

export interface Pair {
  key: string | null;
  value: string | null;
  disabled?: boolean;
  description?: unknown;
}

export type Path = string | (string | { type?: string; value?: string })[];

export interface UrlParts {
  raw?: string;
  protocol?: string;
  host?: string | string[];
  port?: string;
  path?: Path;
  query?: Pair[];
  hash?: string;
  variable?: (Pair & { id?: string })[];
}

export interface Body {
  mode?: string;
  raw?: string;
  options?: { raw?: { language?: string } };
  disabled?: boolean;
  [mode: string]: unknown;
}

export interface Auth {
  type: string;
  [type: string]: unknown; // v2.1: [{key, value}]; v2.0: {key: value}
}

export interface Event {
  listen: string;
  script?: { exec?: string | string[]; type?: string; id?: string };
}

export interface RequestTemplate {
  method?: string;
  url?: string | UrlParts | null;
  header?: Pair[] | string | null;
  auth?: Auth | null;
  body?: Body | null;
  description?: unknown;
}

export interface Item {
  id?: string;
  name: string;
  request?: RequestTemplate | string; // a folder has none
  auth?: Auth | null; // of a folder, or the collection itself
  event?: Event[];
  protocolProfileBehavior?: Record<string, unknown>;
}

export const emptyItem: Item = { name: 'New request', request: { method: 'GET', header: [], url: '' } };

// A request may be no more than its URL.
export function requestOf(item: Item): RequestTemplate {
  return typeof item.request === 'string' ? { method: 'GET', url: item.request } : (item.request ?? {});
}

export function withRequest(item: Item, change: Partial<RequestTemplate>): Item {
  const { request } = item;
  if (typeof request === 'string' && Object.keys(change).every((name) => name === 'url') && typeof change.url === 'string') {
    return { ...item, request: change.url };
  }
  return { ...item, request: { ...requestOf(item), ...change } };
}

export function methodOf(item: Item): string {
  return requestOf(item).method || 'GET';
}

export function headersOf(item: Item): Pair[] {
  const { header } = requestOf(item);
  if (typeof header !== 'string') return header ?? [];
  return header.split(/\r?\n/).filter(Boolean).map((line) => {
    const [key, ...rest] = line.split(':');
    return { key: key!.trim(), value: rest.join(':').trim() };
  });
}

export function behaviorOf(item: Item, name: string): unknown {
  return item.protocolProfileBehavior?.[name];
}

// undefined: as the collection or the settings have it.
export function withBehavior(item: Item, name: string, value: boolean | number | undefined): Item {
  const { [name]: _, ...others } = item.protocolProfileBehavior ?? {};
  const behavior = value === undefined ? others : { ...item.protocolProfileBehavior, [name]: value };
  if (Object.keys(behavior).length > 0) return { ...item, protocolProfileBehavior: behavior };
  const { protocolProfileBehavior: _gone, ...bare } = item;
  return bare;
}

// A pair switched on has no `disabled` at all, as Postman writes it.
export function switched<Row extends Pair>(row: Row, on: boolean): Row {
  const { disabled: _, ...rest } = row;
  return (on ? rest : { ...rest, disabled: true }) as Row;
}

// Equal as JSON is: the order of an object's members does not count.
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => name in other && same((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]));
}
