// The console's lines, as they come; which of them are shown; and a line as text.
import { how } from '../run/reference-words';
import type { Exchange, Reference, Sent } from '../run/sent';
import { clock, duration } from '../run/times';

export interface Line {
  number: number;
  at: string; // when
  kind: 'send' | 'run' | 'script' | 'token' | 'message';
  from: string; // "page", a run, the name of a request
  method?: string;
  url?: string;
  status?: number;
  time_ms?: number;
  error?: string;
  references?: Reference[];
  exchanges?: Exchange[];
  level?: string; // of a script's line: "log", "warn", "error"
  text?: string;
}

export const kMost = 10_000; // lines that are kept

export function withLines(before: readonly Line[], more: readonly Line[]): readonly Line[] {
  const last = before.at(-1)?.number ?? 0;
  const all = [...before, ...more.filter((line) => line.number > last)];
  return all.length > kMost ? all.slice(all.length - kMost) : all;
}

export type Kind = 'all' | Line['kind'];

export interface Filter {
  words: string;
  kind: Kind;
  errors: boolean;
}

export function isError(line: Line): boolean {
  return line.error !== undefined || line.level === 'error' || (line.status !== undefined && line.status >= 400);
}

export function shownLines(lines: readonly Line[], { words, kind, errors }: Filter): readonly Line[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0 && kind === 'all' && !errors) return lines;
  return lines.filter((line) => {
    if (kind !== 'all' && line.kind !== kind) return false;
    if (errors && !isError(line)) return false;
    const text = wanted.length > 0 ? `${line.from} ${headOf(line)} ${namesOf(line)}`.toLowerCase() : '';
    return wanted.every((word) => text.includes(word));
  });
}

const namesOf = (line: Line) => (line.references ?? []).map((each) => each.name).join(' ');

// What the line says, in one line.
export function headOf(line: Line): string {
  if (line.method === undefined) return line.text ?? '';
  return `${line.method} ${line.url ?? ''}${line.error ? `: ${line.error}` : ''}`;
}

export function asText(line: Line): string {
  const status = line.status ? ` ${line.status}` : '';
  const time = line.time_ms !== undefined ? ` ${duration(line.time_ms)}` : '';
  const head = `${clock(line.at, true)} ${line.kind === 'script' ? `${line.level ?? 'log'}: ` : ''}${headOf(line)}${status}${time}`;
  const references = (line.references ?? []).map((each) => `  {{vault:${each.name}}} from ${each.source}, ${how(each)}, ${duration(each.took_ms)}`);
  return [head, ...references, ...(line.exchanges ?? []).flatMap(exchangeText)].join('\n');
}

function exchangeText(exchange: Exchange): string[] {
  const { method, url, status, reason } = exchange;
  return [
    `  > ${method} ${url}`,
    ...exchange.request_headers.map((each) => `  > ${each.name}: ${each.value}`),
    ...(exchange.request_body ? exchange.request_body.split('\n').map((line) => `  > | ${line}`) : []),
    ...(status ? [`  < ${status} ${reason}`, ...exchange.response_headers.map((each) => `  < ${each.name}: ${each.value}`)] : []),
    ...(exchange.note ? [`  ${exchange.note}`] : []),
  ];
}

// A line of the console as what the details show.
export function sentOf(line: Line): Partial<Sent> {
  return { ...(line.error && { failure: { code: '', what: line.error, mend: '', field: '' } }), references: line.references ?? [], exchanges: line.exchanges ?? [] };
}
