// What the account may list, for a picker: asked for once its list is opened, and again for another question.
import { useState } from 'react';
import { call, CallError } from '../api';
import type { Option } from '../ui/option';

export interface Listed {
  options: readonly Option[];
  empty: string; // what the list says where there is none
  opened: () => void;
}

export function useListed<Answer>(name: string, args: object, read: (answer: Answer) => Option[]): Listed {
  const [listed, setListed] = useState<{ of: string; options: readonly Option[]; empty: string }>();
  const asked = JSON.stringify({ name, ...args });
  const known = listed?.of === asked ? listed : undefined;
  const opened = async () => {
    if (known) return;
    setListed({ of: asked, options: [], empty: 'Asking…' });
    try {
      setListed({ of: asked, options: read(await call<Answer>(name, args)), empty: 'There is none that may be listed. Type it.' });
    } catch (error) {
      setListed(undefined); // the next time it is asked again
      if (!(error instanceof CallError)) throw error;
      setListed({ of: asked, options: [], empty: `${error.problem.what}. ${error.problem.mend}` });
    }
  };
  return { options: known?.options ?? [], empty: known?.empty ?? '', opened: () => void opened() };
}
