// Files that are dropped anywhere on the page.
import { useEffect, useEffectEvent, useRef, useState } from 'react';

export function DropPlace({ take }: { take: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const depth = useRef(0); // dragenter and dragleave come for every element on the way
  const hold = useEffectEvent((by: number) => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  });
  const drop = useEffectEvent((files: File[]) => {
    depth.current = 0;
    setOver(false);
    if (files.length > 0) take(files);
  });
  useEffect(() => {
    const aborter = new AbortController();
    const on = (name: 'dragenter' | 'dragleave' | 'dragover' | 'drop', heard: (event: DragEvent) => void) =>
      document.addEventListener(name, (event) => event.dataTransfer?.types.includes('Files') && heard(event), { signal: aborter.signal });
    on('dragenter', () => hold(1));
    on('dragleave', () => hold(-1));
    on('dragover', (event) => event.preventDefault());
    on('drop', (event) => {
      if (event.defaultPrevented) return; // somebody wants this file for himself
      event.preventDefault();
      drop([...(event.dataTransfer?.files ?? [])]);
    });
    return () => aborter.abort();
  }, []);
  return over ? <div className="drop-here">Drop to import</div> : null;
}
