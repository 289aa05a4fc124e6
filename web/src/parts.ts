// The parts of the page, and which of them is in front. The address keeps it, behind its '#', for when the page is loaded again.
import { Store } from './ui/store';

export const parts = ['requests', 'runs', 'vault', 'settings'] as const;
export type Part = (typeof parts)[number];

export function partOf(hash: string): Part {
  return parts.find((part) => `#${part}` === hash) ?? 'requests';
}

const front = new Store<Part>(partOf(globalThis.location?.hash ?? ''));

export function showPart(part: Part) {
  history.replaceState(null, '', `#${part}`);
  front.set(part);
}

export const usePart = front.use;
