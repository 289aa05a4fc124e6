// The URL of an item: its text, its query parameters and its path variables, kept in step with each other as Postman keeps them.
// Source: postman-collection, Url and QueryParam (parse, unparse).
import { type Item, type Pair, type Path, requestOf, same, type UrlParts, withRequest } from './item';

// The first of these characters that stands in no {{…}}; the text's length where there is none.
function find(text: string, characters: string, from = 0): number {
  for (let at = from; at < text.length; ++at) {
    if (text.startsWith('{{', at)) {
      const end = text.indexOf('}}', at);
      if (end >= 0) at = end + 1;
    } else if (characters.includes(text[at]!)) return at;
  }
  return text.length;
}

function split(text: string, character: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const end = find(text, character, at);
    parts.push(text.slice(at, end));
    at = end + 1;
  }
  return parts;
}

interface Sections {
  base: string;
  query?: string; // without the '?'
  hash?: string;
}

function sections(text: string): Sections {
  const hashAt = find(text, '#');
  const queryAt = Math.min(find(text, '?'), hashAt);
  return {
    base: text.slice(0, queryAt),
    ...(queryAt < hashAt && { query: text.slice(queryAt + 1, hashAt) }),
    ...(hashAt < text.length && { hash: text.slice(hashAt + 1) }),
  };
}

function textOf({ base, query, hash }: Sections): string {
  return base + (query === undefined ? '' : `?${query}`) + (hash === undefined ? '' : `#${hash}`);
}

function parameters(query: string | undefined): Pair[] {
  if (query === undefined || query === '') return [];
  return split(query, '&').map((parameter) => {
    const equals = find(parameter, '=');
    if (parameter === '') return { key: null, value: null };
    return { key: parameter.slice(0, equals), value: equals < parameter.length ? parameter.slice(equals + 1) : null };
  });
}

// What would separate is encoded, but in {{…}}.
function encoded(text: string, characters: string): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const end = find(text, characters, at);
    out += text.slice(at, end) + (end < text.length ? encodeURIComponent(text[end]!) : '');
    at = end + 1;
  }
  return out;
}

function queryText(rows: readonly Pair[]): string | undefined {
  const on = rows.filter((row) => !row.disabled);
  if (on.length === 0) return undefined;
  return on.map(({ key, value }) => encoded(key ?? '', '&#=') + (typeof value === 'string' ? `=${encoded(value, '&#')}` : '')).join('&');
}

// protocol, host, port and path, as the format keeps them beside the text.
function partsOf(base: string): Pick<UrlParts, 'protocol' | 'host' | 'port' | 'path'> {
  const protocol = /^([a-z][a-z0-9+.-]*|\{\{[^}]*\}\}):\/\//i.exec(base);
  const rest = base.slice(protocol?.[0].length ?? 0);
  const slash = find(rest, '/');
  const authority = rest.slice(0, slash);
  const colon = find(authority, ':', authority.lastIndexOf('@') + 1);
  const host = authority.slice(0, colon);
  return {
    ...(protocol && { protocol: protocol[1]! }),
    ...(host !== '' && { host: split(host, '.') }),
    ...(colon < authority.length && { port: authority.slice(colon + 1) }),
    ...(slash < rest.length && { path: split(rest.slice(slash + 1), '/') }),
  };
}

const joined = (value: string | string[] | undefined, by: string) => (Array.isArray(value) ? value.join(by) : (value ?? ''));

function segments(path: Path | undefined): string[] {
  if (typeof path === 'string') return path.replace(/^\//, '').split('/');
  return (path ?? []).map((segment) => (typeof segment === 'string' ? segment : (segment.value ?? '')));
}

export function urlText(item: Item): string {
  const { url } = requestOf(item);
  if (typeof url === 'string') return url;
  if (!url) return '';
  if (typeof url.raw === 'string') return url.raw;
  const base =
    (url.protocol ? `${url.protocol.replace(/:\/\/$/, '')}://` : '') + joined(url.host, '.') + (url.port ? `:${url.port}` : '') +
    (url.path === undefined ? '' : `/${segments(url.path).join('/')}`);
  const query = queryText(url.query ?? []);
  return textOf({ base, ...(query !== undefined && { query }), ...(url.hash && { hash: url.hash }) });
}

export function queryOf(item: Item): Pair[] {
  const { url } = requestOf(item);
  if (url && typeof url === 'object' && url.query) return url.query;
  return parameters(sections(urlText(item)).query);
}

// The rows, now that the text has these parameters: who has stayed keeps what else is known of it, who is off stays where it was.
function mergedQuery(rows: readonly Pair[], now: readonly Pair[]): Pair[] {
  const on = rows.filter((row) => !row.disabled);
  const equal = (row: Pair | undefined, parameter: Pair | undefined) =>
    row !== undefined && parameter !== undefined && (row.key ?? '') === (parameter.key ?? '') && row.value === parameter.value;
  let tail = 0;
  while (tail < Math.min(on.length, now.length) && equal(on.at(-1 - tail), now.at(-1 - tail))) ++tail;
  // The old row of each parameter: those at the end that are the same, and the others by their place.
  const old = now.map((_, index) => (index >= now.length - tail ? on[on.length - (now.length - index)] : index < on.length - tail ? on[index] : undefined));
  const merged: Pair[] = [];
  let next = 0;
  const put = (parameter: Pair, row: Pair | undefined) => merged.push(!row ? parameter : equal(row, parameter) ? row : { ...row, ...parameter });
  for (const row of rows) {
    if (row.disabled) merged.push(row);
    else {
      if (!old.includes(row)) continue;
      while (old[next] !== row) put(now[next]!, old[next++]);
      put(now[next]!, old[next++]);
    }
  }
  while (next < now.length) put(now[next]!, old[next++]);
  return merged;
}

// `:id` of a path; what follows a dot is no part of the name.
function variableNames(base: string): string[] {
  const names = segments(partsOf(base).path).map((segment) => /^:([^.]+)/.exec(segment)?.[1] ?? '');
  return [...new Set(names.filter(Boolean))];
}

const keyOf = (row: Pair & { id?: string }) => row.key ?? row.id ?? '';

// A variable that has another name now keeps its value; one that has left the path goes.
function mergedVariables(rows: readonly Pair[], before: readonly string[], now: readonly string[]): Pair[] {
  const gone = before.filter((name) => !now.includes(name));
  const come = now.filter((name) => !before.includes(name));
  const renamed = gone.length === 1 && come.length === 1;
  return rows.flatMap((row) => {
    if (!gone.includes(keyOf(row))) return [row];
    return renamed ? [{ ...row, key: come[0]! }] : [];
  });
}

// Of the old URL's form: a text stays a text where it can, parts are only there where they were.
function rebuilt(item: Item, text: string, query: Pair[], variable: Pair[]): Item {
  const old = requestOf(item).url ?? '';
  const needed = query.some((row) => row.disabled || row.description) || variable.length > 0;
  if (typeof old === 'string' && !needed) return withRequest(item, { url: text });
  const before: UrlParts = typeof old === 'string' ? {} : old;
  const whole = typeof old === 'string' || before.host !== undefined || before.path !== undefined;
  const { base, hash } = sections(text);
  const parts: UrlParts = { ...(whole ? partsOf(base) : {}), ...(hash !== undefined && { hash }) };
  const url: UrlParts = { ...before, raw: text };
  for (const name of ['protocol', 'host', 'port', 'path', 'hash'] as const) {
    if (parts[name] === undefined) delete url[name];
    else if (!sameText(before[name], parts[name])) Object.assign(url, { [name]: parts[name] });
  }
  if (query.length === 0 && variable.length === 0 && !whole && before.query === undefined) return withRequest(item, { url });
  if (query.length > 0 || before.query) url.query = query;
  if (query.length === 0 && before.query?.length) delete url.query;
  if (variable.length > 0) url.variable = variable;
  else if (before.variable?.length) delete url.variable;
  return withRequest(item, { url });
}

// A host or path that stands there as one text is no other one than its pieces.
function sameText(old: unknown, now: unknown): boolean {
  if (typeof old === 'string' && Array.isArray(now)) return old.replace(/^\//, '') === now.join('/') || old === now.join('.');
  return same(old, now);
}

function variablesIn(item: Item): Pair[] {
  const { url } = requestOf(item);
  return url && typeof url === 'object' ? (url.variable ?? []) : [];
}

export function withUrlText(item: Item, text: string): Item {
  if (text === urlText(item)) return item;
  const query = mergedQuery(queryOf(item), parameters(sections(text).query));
  const names = (url: string) => variableNames(sections(url).base);
  return rebuilt(item, text, query, mergedVariables(variablesIn(item), names(urlText(item)), names(text)));
}

export function withQuery(item: Item, rows: Pair[]): Item {
  const { base, hash } = sections(urlText(item));
  const query = queryText(rows);
  return rebuilt(item, textOf({ base, ...(query !== undefined && { query }), ...(hash !== undefined && { hash }) }), rows, variablesIn(item));
}

export function pathVariablesOf(item: Item): Pair[] {
  const rows = variablesIn(item);
  return variableNames(sections(urlText(item)).base).map((name) => rows.find((row) => keyOf(row) === name) ?? { key: name, value: '' });
}

export function withPathVariable(item: Item, name: string, value: string): Item {
  const rows = variablesIn(item);
  const there = rows.some((row) => keyOf(row) === name);
  const now = there ? rows.map((row) => (keyOf(row) === name ? { ...row, value } : row)) : [...rows, { key: name, value }];
  return rebuilt(item, urlText(item), queryOf(item), now);
}
