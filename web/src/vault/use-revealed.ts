// Values that the user wants to see, for a short while; and copies, which the clipboard forgets.
import { useState } from 'react';
import { call } from '../api';
import { notify } from '../ui/notices';

const kSeen = 30_000; // ms
const kCopied = 30_000;

async function reveal(name: string): Promise<string> {
  return (await call<{ value: string }>('secrets/reveal', { name })).value;
}

export function useRevealed() {
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  const hide = (name: string) => setValues((all) => new Map([...all].filter(([each]) => each !== name)));
  return {
    values,
    async show(name: string) {
      if (values.has(name)) return hide(name);
      const value = await reveal(name);
      setValues((all) => new Map(all).set(name, value));
      setTimeout(() => hide(name), kSeen);
    },
    async copy(name: string) {
      const value = await reveal(name);
      await navigator.clipboard.writeText(value);
      notify({ text: `“${name}” is in the clipboard for ${kCopied / 1000} seconds.` });
      // Only if it is there still: what was copied meanwhile is somebody else's.
      setTimeout(async () => {
        const now = await navigator.clipboard.readText().catch(() => value);
        if (now === value) await navigator.clipboard.writeText('').catch(() => {});
      }, kCopied);
    },
  };
}
