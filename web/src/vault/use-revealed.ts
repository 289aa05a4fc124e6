// Values that the user wants to see, for a short while; and copies, which nobody sees.
import { useState } from 'react';
import { call } from '../api';
import { useSettings } from '../settings/use-settings';
import { notify } from '../ui/notices';
import { copyForAWhile, kCopied } from './clipboard';

const kSeen = 30_000; // ms

async function reveal(name: string): Promise<string> {
  return (await call<{ value: string }>('secrets/reveal', { name })).value;
}

export interface Revealed {
  values: ReadonlyMap<string, string>;
  show: (name: string) => Promise<void>; // or hide it again
  copy: (name: string) => Promise<void>;
}

export function useRevealed(): Revealed {
  const mask = useSettings()?.mask ?? true;
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  const hide = (name: string) => setValues((all) => new Map([...all].filter(([each]) => each !== name)));
  return {
    values,
    async show(name) {
      if (values.has(name)) return hide(name);
      const value = await reveal(name);
      setValues((all) => new Map(all).set(name, value));
      if (mask) setTimeout(() => hide(name), kSeen);
    },
    async copy(name) {
      await copyForAWhile(await reveal(name));
      notify({ text: `Copied “${name}”. The clipboard forgets it in ${kCopied / 1000} seconds.` });
    },
  };
}
