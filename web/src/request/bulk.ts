// Rows as text, a line each, `key: value`, with // before what is off: as Postman's bulk editor has it.
import type { Pair } from './item';

export function bulkText(rows: readonly Pair[]): string {
  return rows.map((row) => `${row.disabled ? '//' : ''}${row.key ?? ''}: ${row.value ?? ''}`).join('\n');
}

// A row that is there already, of that key, keeps what else is known of it.
export function fromBulk<Row extends Pair>(text: string, rows: readonly Row[], made: Pair): Row[] {
  const left = [...rows];
  return text.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => {
    const [, off, key, value] = /^\s*(\/\/)?\s*([^:\t=]*)[:\t=]?\s?(.*)$/.exec(line)!;
    const at = left.findIndex((row) => row.key === key!.trim());
    const { disabled: _, ...old } = at < 0 ? (made as Row) : left.splice(at, 1)[0]!;
    return { ...old, key: key!.trim(), value: value!, ...(off && { disabled: true }) } as Row;
  });
}

// What was pasted into a cell is rows, not a value: several lines, each with a separator.
export function looksLikeRows(text: string): boolean {
  const lines = text.trim().split(/\r?\n/);
  return lines.length > 1 && lines.every((line) => /^\s*(\/\/)?[^\s:\t=]+\s*[:\t=]/.test(line));
}
