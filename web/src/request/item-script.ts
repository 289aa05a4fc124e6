// The scripts of an item, folder or collection: lines in a list, or one text.
import type { Event, Item } from './item';

export type Listen = 'prerequest' | 'test';

function textOf(event: Event | undefined): string {
  const exec = event?.script?.exec;
  return (Array.isArray(exec) ? exec.join('\n') : (exec ?? '')).replaceAll('\r\n', '\n');
}

const scriptAt = (item: Item, listen: Listen) => (item.event ?? []).findIndex((event) => event.listen === listen);

export function scriptOf(item: Item, listen: Listen): string {
  return textOf(item.event?.[scriptAt(item, listen)]);
}

// Lines that did not change stay as they stand in the file, with the carriage returns that old ones have at their ends.
function merged(old: readonly string[], now: readonly string[]): string[] {
  const equal = (one: string | undefined, other: string | undefined) => one?.replace(/\r$/, '') === other;
  let head = 0;
  while (head < Math.min(old.length, now.length) && equal(old[head], now[head])) ++head;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && equal(old.at(-1 - tail), now.at(-1 - tail))) ++tail;
  return [...old.slice(0, head), ...now.slice(head, now.length - tail), ...old.slice(old.length - tail)];
}

export function withScript(item: Item, listen: Listen, text: string): Item {
  const events = item.event ?? [];
  const at = scriptAt(item, listen);
  if (at < 0) {
    if (text === '') return item;
    return { ...item, event: [...events, { listen, script: { type: 'text/javascript', exec: text.split('\n') } }] };
  }
  if (text === '' && events.length === 1) {
    const { event: _, ...bare } = item;
    return bare;
  }
  if (text === '') return { ...item, event: events.toSpliced(at, 1) };
  const event = events[at]!;
  const old = event.script?.exec;
  const exec = typeof old === 'string' ? text : merged(old ?? [], text.split('\n'));
  return { ...item, event: events.with(at, { ...event, script: { ...event.script, exec } }) };
}
