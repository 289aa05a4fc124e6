// How the value behind a reference was come by.
import type { Reference } from './sent';

export function how(reference: Reference): string {
  if (reference.snapshot) return `snapshot of ${reference.snapshot}`;
  return reference.cached ? 'cached' : 'fetched';
}
