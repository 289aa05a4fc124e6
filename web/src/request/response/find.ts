// Finds words in a long text: the editor's own search takes seconds for what the engine does in an instant.

export const kMostFound = 100_000;

// Where they begin, in any case of letters.
export function placesOf(text: string, words: string): number[] {
  if (words === '') return [];
  const places: number[] = [];
  const pattern = new RegExp(words.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'gi');
  for (let found = pattern.exec(text); found && places.length < kMostFound; found = pattern.exec(text)) places.push(found.index);
  return places;
}

// The place that comes first at or after a position; around the end to the first one.
export function placeAfter(places: readonly number[], position: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low === places.length ? 0 : low;
}

export function longestLine(text: string): number {
  let longest = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    longest = Math.max(longest, (end < 0 ? text.length : end) - from);
    if (end < 0) break;
    from = end + 1;
  }
  return longest;
}
