// The names that fields complete: the variables in reach, and the vault's secrets.
import { useEffect, useMemo, useState } from 'react';
import { call, CallError } from '../api';
import { useCofferEvent } from '../events';
import { useVault } from '../vault/vault-state';
import type { Names } from './editor/complete';
import type { LookVariable } from './editor/known';
import type { SendPlace } from './sends';

export function useNames(place: SendPlace): Names {
  const [variables, setVariables] = useState<readonly LookVariable[]>([]);
  const [news, setNews] = useState(0);
  const { secrets } = useVault();
  useCofferEvent('folder', () => setNews((before) => before + 1));
  useEffect(() => {
    let wanted = true;
    void variablesAt(place).then((found) => wanted && setVariables(found));
    return () => {
      wanted = false;
    };
  }, [place, news]);
  return useMemo(() => ({ variables, secrets: secrets.map(({ name }) => name) }), [variables, secrets]);
}

// Where they can't be read, the look at the request says why.
async function variablesAt(place: SendPlace): Promise<LookVariable[]> {
  try {
    return (await call<{ variables: LookVariable[] }>('requests/variables', place)).variables;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return [];
  }
}
