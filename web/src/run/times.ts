// Times and numbers as people read them.
import { timeText } from '../request/sent';

export function duration(ms: number): string {
  if (ms < 60_000) return timeText(ms);
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

// "12:03:11", in the time of the one who reads it; with milliseconds where lines come close after each other.
export function clock(iso: string, exact = false): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const two = (part: number) => String(part).padStart(2, '0');
  const text = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return exact ? `${text}.${String(time.getMilliseconds()).padStart(3, '0')}` : text;
}

export const counted = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
