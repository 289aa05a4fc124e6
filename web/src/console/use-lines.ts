// Gathers the console's lines. They come in bursts: a burst is one change.
import { useRef, useState } from 'react';
import { useCofferEvent } from '../events';
import { type Line, withLines } from './lines';

const kBurst = 60; // ms

export function useLines(): readonly Line[] {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const waiting = useRef<Line[]>([]);
  useCofferEvent('console', (data) => {
    waiting.current.push(data as Line);
    if (waiting.current.length > 1) return; // the first of a burst has set the clock
    setTimeout(() => {
      const burst = waiting.current;
      waiting.current = [];
      setLines((before) => withLines(before, burst));
    }, kBurst);
  });
  useCofferEvent('console-cleared', () => {
    waiting.current = [];
    setLines([]);
  });
  return lines;
}
