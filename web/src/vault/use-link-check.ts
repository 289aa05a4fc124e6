// A link is checked while it is typed, once the typing rests; what was pasted into one field and is of several is split.
import { useEffect, useEffectEvent, useState } from 'react';
import { call, CallError, type Problem } from '../api';
import { afterSplit, fieldsOf, type LinkForm } from './link';
import type { LinkFields } from './secret';

const kRest = 250; // ms

export function useLinkCheck(form: LinkForm, setForm: (change: (form: LinkForm) => LinkForm) => void): Problem | undefined {
  const [found, setFound] = useState<{ of: string; problem: Problem }>();
  const fields = JSON.stringify(fieldsOf(form));
  const checked = useEffectEvent((asked: LinkFields, split: LinkFields) => setForm((now) => afterSplit(now, asked, split)));
  useEffect(() => {
    const asked = JSON.parse(fields) as LinkFields;
    if (asked.secret === '') return;
    let current = true;
    const check = async () => {
      try {
        const { link } = await call<{ link: LinkFields }>('links/check', asked);
        if (current) checked(asked, link);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (current) setFound({ of: fields, problem: error.problem });
      }
    };
    const timer = setTimeout(() => void check(), kRest);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [fields]);
  return found?.of === fields ? found.problem : undefined;
}
