// What an import did, and what it would do, in words.
import type { Problem } from '../api';

export interface Imported {
  added: string[];
  replaced: string[];
  kept: string[];
  renamed: { name: string; to: string }[];
  conflicts: string[];
}

const kNamed = 4; // names in a row; of more, the number

export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, kNamed).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

export function importedText({ added, replaced, kept, renamed }: Imported): string {
  const parts = [
    added.length > 0 && `added ${namesText(added)}`,
    replaced.length > 0 && `replaced ${namesText(replaced)}`,
    renamed.length > 0 && `added ${renamed.map(({ name, to }) => `“${name}” as “${to}”`).slice(0, kNamed).join(', ')}${renamed.length > kNamed ? ` and ${renamed.length - kNamed} more` : ''}`,
    kept.length > 0 && `kept ${namesText(kept)} as before`,
  ].filter(Boolean);
  return parts.length === 0 ? 'There was nothing to import.' : `Imported: ${parts.join('; ')}.`;
}

// What an import is of: a text, or an encrypted export, which is none (docs/vault-format.md).
export type Source = { text: string } | { base64: string };

export function sourceOf(bytes: Uint8Array): Source {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
  }
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
}

// What is typed twice, and is not the same.
export function apart(text: string, again: string): Problem | undefined {
  return again === '' || again === text ? undefined : { code: '', what: 'The two are not the same.', mend: '', field: 'again' };
}
