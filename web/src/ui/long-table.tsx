// A table of any length: only the rows that are in sight are drawn. Arrow keys choose a row; what is chosen is shown elsewhere.
import './long-table.css';
import { type ReactNode, useCallback, useId, useLayoutEffect, useRef, useState } from 'react';
import { kRowHeight, rowAfterKey, seen } from './long-table-rows';

export interface LongColumn<Row> {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  number?: boolean; // stands at the right
}

interface LongTableProps<Row> {
  label: string;
  columns: readonly LongColumn<Row>[];
  widths: string; // of the columns, as CSS has them: "1fr 80px"
  rows: readonly Row[];
  keyOf: (row: Row) => number;
  chosen: number | undefined;
  choose: (key: number | undefined) => void;
  tone?: (row: Row) => string; // a class of its row
  follow?: boolean; // new rows at the end are kept in sight, while one is at the end
  empty: ReactNode;
}

export function LongTable<Row>({ label, columns, widths, rows, keyOf, chosen, choose, tone, follow, empty }: LongTableProps<Row>) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const { view, look } = useView(place);
  useFollowing(place, follow === true, rows.length, look);
  const { from, to } = seen(view, rows.length);
  const index = chosen === undefined ? -1 : rows.findIndex((row) => keyOf(row) === chosen);

  const go = (next: number) => {
    choose(keyOf(rows[next]!));
    scrollTo(place.current!, next);
  };
  const byKey = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape' && chosen !== undefined) {
      event.preventDefault();
      return choose(undefined);
    }
    const next = rowAfterKey(event.key, index, rows.length, Math.floor(view.height / kRowHeight) - 1);
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  };
  return (
    <div
      ref={place} className="long-table" role="grid" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={0} onKeyDown={byKey}
      style={{ '--widths': widths } as React.CSSProperties} {...(index >= from && index < to && { 'aria-activedescendant': `${id}-${chosen}` })}
    >
      <div role="rowgroup" className="long-head">
        <div role="row" className="long-row" aria-rowindex={1}>
          {columns.map((column) => (
            <span key={column.id} role="columnheader" className={column.number ? 'number' : ''}>
              {column.label}
            </span>
          ))}
        </div>
      </div>
      {rows.length === 0 && <div className="empty">{empty}</div>}
      <div role="rowgroup" className="long-body" style={{ height: rows.length * kRowHeight }}>
        {rows.slice(from, to).map((row, offset) => (
          <div
            key={keyOf(row)} id={`${id}-${keyOf(row)}`} role="row" aria-rowindex={from + offset + 2} aria-selected={keyOf(row) === chosen}
            className={`long-row ${tone?.(row) ?? ''}`} style={{ top: (from + offset) * kRowHeight }} onClick={() => choose(keyOf(row))}
          >
            {columns.map((column) => (
              <span key={column.id} role="gridcell" className={column.number ? 'number' : ''}>
                {column.cell(row)}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

type Place = React.RefObject<HTMLDivElement | null>;

// What part of it is in sight, in pixels.
function useView(place: Place) {
  const [view, setView] = useState({ top: 0, height: 600 });
  const look = useCallback(() => {
    const { scrollTop: top, clientHeight: height } = place.current!;
    setView((now) => (now.top === top && now.height === height ? now : { top, height }));
  }, [place]);
  useLayoutEffect(() => {
    const element = place.current!;
    look();
    const watched = new ResizeObserver(look);
    watched.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      watched.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [place, look]);
  return { view, look };
}

// `look` at once, not when the browser tells of the scrolling: by then it has shown a frame without rows.
function useFollowing(place: Place, follow: boolean, count: number, look: () => void) {
  const before = useRef(0); // rows, when it was last drawn
  useLayoutEffect(() => {
    const element = place.current!;
    const hidden = (before.current + 1) * kRowHeight - element.scrollTop - element.clientHeight;
    before.current = count;
    if (!follow || hidden >= kRowHeight * 2) return;
    element.scrollTop = element.scrollHeight;
    look();
  }, [place, follow, count, look]);
}

// The head stands over the first row.
function scrollTo(element: HTMLDivElement, index: number) {
  const top = index * kRowHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  const most = element.scrollTop + element.clientHeight - 2 * kRowHeight;
  if (top > most) element.scrollTop += top - most;
}
