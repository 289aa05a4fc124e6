// The smallest change that makes one text the other: a cursor outside of it stays where it is.
export function smallestChange(old: string, now: string): { from: number; to: number; insert: string } {
  const least = Math.min(old.length, now.length);
  let head = 0;
  while (head < least && old[head] === now[head]) ++head;
  let tail = 0;
  while (tail < least - head && old.at(-1 - tail) === now.at(-1 - tail)) ++tail;
  return { from: head, to: old.length - tail, insert: now.slice(head, now.length - tail) };
}
