// The drawer's upper edge: moved by pointer or arrow keys.
const kStep = 20; // px
const kLeast = 120;

// Not higher than leaves something of the page.
export const heightWithin = (height: number) => Math.max(kLeast, Math.min(height, Math.max(kLeast, window.innerHeight - 160)));

export function ConsoleEdge({ height, change }: { height: number; change: (height: number) => void }) {
  const now = heightWithin(height);
  const to = (next: number) => change(heightWithin(next));
  return (
    <div
      role="separator" tabIndex={0} aria-label="Height of the console" aria-orientation="horizontal" className="console-edge"
      aria-valuenow={now} aria-valuemin={kLeast} aria-valuemax={heightWithin(Infinity)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && to(window.innerHeight - event.clientY)}
      onKeyDown={(event) => {
        const next = { ArrowUp: now + kStep, ArrowDown: now - kStep, Home: Infinity, End: 0 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        to(next);
      }}
    />
  );
}
