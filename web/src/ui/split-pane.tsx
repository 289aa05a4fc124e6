// Two panes with a border between them that may be moved, by pointer or arrow keys. The browser keeps where it was.
import { type ReactNode, useRef, useState } from 'react';
import { afterKey, kLeast, kMost, within } from './split';

interface SplitPaneProps {
  label: string; // of the border
  kept: string; // the name under which its place is kept
  upright?: boolean; // one above the other
  start?: number; // percent of the first pane
  first: ReactNode;
  second: ReactNode; // undefined: the first has all the room, and stays what it is when a second comes
}

export function SplitPane({ label, kept, upright = false, start = 50, first, second }: SplitPaneProps) {
  const place = `split:${kept}`;
  const [percent, setPercent] = useState(() => within(Number(localStorage.getItem(place) ?? start) || start));
  const panes = useRef<HTMLDivElement>(null);
  const move = (to: number) => {
    setPercent(to);
    localStorage.setItem(place, String(Math.round(to)));
  };
  const drag = (x: number, y: number) => {
    const box = panes.current!.getBoundingClientRect();
    move(within(upright ? ((y - box.top) / box.height) * 100 : ((x - box.left) / box.width) * 100));
  };
  if (!second) {
    return (
      <div ref={panes} className="split only">
        <div className="pane">{first}</div>
      </div>
    );
  }
  return (
    <div ref={panes} className={upright ? 'split upright' : 'split'} style={{ '--first': `${percent}%` } as React.CSSProperties}>
      <div className="pane">{first}</div>
      <div
        role="separator" tabIndex={0} aria-label={label} aria-orientation={upright ? 'horizontal' : 'vertical'} className="splitter"
        aria-valuenow={Math.round(percent)} aria-valuemin={kLeast} aria-valuemax={kMost}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event.clientX, event.clientY)}
        onKeyDown={(event) => {
          const to = afterKey(percent, event.key, upright);
          if (to === undefined) return;
          event.preventDefault();
          move(to);
        }}
      />
      <div className="pane">{second}</div>
    </div>
  );
}
