// Which rows of a long table are in sight, and where the keys lead.
export const kRowHeight = 26; // px, as in ui.css
const kMore = 8; // rows drawn above and below, for quick scrolling

export function seen(view: { top: number; height: number }, count: number): { from: number; to: number } {
  const from = Math.max(0, Math.min(Math.floor(view.top / kRowHeight) - kMore, count));
  return { from, to: Math.min(count, Math.ceil((view.top + view.height) / kRowHeight) + kMore) };
}

// `index` -1: none is chosen. Undefined: the key leads nowhere.
export function rowAfterKey(key: string, index: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const within = (row: number) => Math.max(0, Math.min(count - 1, row));
  switch (key) {
    case 'ArrowDown': return within(index + 1);
    case 'ArrowUp': return index < 0 ? count - 1 : within(index - 1);
    case 'PageDown': return within(index + page);
    case 'PageUp': return within(index - page);
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return undefined;
  }
}
