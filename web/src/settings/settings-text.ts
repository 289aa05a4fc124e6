// Settings as they stand in fields, and how they are kept.
import { call, CallError } from '../api';
import type { Values } from './settings';

export type Unit = 'text' | 'number' | 'seconds'; // seconds: kept in ms
type TypedAs<Kind> = { [Name in keyof Values]: Values[Name] extends Kind ? Name : never }[keyof Values];
export type TypedName = Exclude<TypedAs<string> | TypedAs<number> | 'cache_minutes', 'theme'>;

export type Given = { [Name in keyof Values]?: Values[Name] | null }; // null: the default

export const setSettings = async (given: Given): Promise<void> => void (await call('settings/set', given));

// Nothing, for what is in a vault that is locked.
export function shownSetting(value: string | number | null, unit: Unit): string {
  if (value === null) return '';
  return unit === 'seconds' ? String(Number(value) / 1000) : String(value);
}

// The default where nothing is typed. What is no number is refused here, in the words of an answer of Coffer.
export function readSetting(name: TypedName, text: string, unit: Unit): string | number | null {
  const typed = text.trim();
  if (unit === 'text') return typed;
  if (typed === '') return null;
  const number = Number(typed);
  if (!Number.isFinite(number) || number < 0)
    throw new CallError({ code: 'invalid-argument', what: `“${typed}” is no number.`, mend: 'Type digits.', field: name });
  return unit === 'seconds' ? Math.round(number * 1000) : number;
}
