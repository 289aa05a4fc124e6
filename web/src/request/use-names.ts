// The names that fields complete: the variables in reach, and the vault's secrets.
import { useEffect, useState } from 'react';
import { call, CallError } from '../api';
import { useCofferEvent } from '../events';
import type { Names } from './editor/complete';
import type { LookVariable } from './editor/known';
import type { SendPlace } from './sends';

// A locked vault, or no folder, has none.
async function list<Answer, Part>(name: string, args: object, part: (answer: Answer) => Part[]): Promise<Part[]> {
  try {
    return part(await call<Answer>(name, args));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return [];
  }
}

function useList<Answer, Part>(event: 'vault' | 'folder', name: string, args: object, part: (answer: Answer) => Part[]): readonly Part[] {
  const [parts, setParts] = useState<Part[]>([]);
  const [news, setNews] = useState(0);
  useCofferEvent(event, () => setNews((before) => before + 1));
  const asked = JSON.stringify(args);
  useEffect(() => {
    let wanted = true;
    void list(name, JSON.parse(asked) as object, part).then((found) => wanted && setParts(found));
    return () => {
      wanted = false;
    };
  }, [name, asked, part, news]);
  return parts;
}

const variablesOf = (answer: { variables: LookVariable[] }) => answer.variables;
const secretsOf = (answer: { secrets: { name: string }[] }) => answer.secrets.map(({ name }) => name);

export function useNames(place: SendPlace): Names {
  const variables = useList('folder', 'requests/variables', place, variablesOf);
  const secrets = useList('vault', 'secrets/list', {}, secretsOf);
  return { variables, secrets };
}
