import { useRef, useState } from 'react';
import { CallError, type Problem } from '../api';

// Something that is asked of Coffer from a form: whether it is under way, and what was wrong with it.
export function useCall() {
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false); // a second press, while it is, does nothing
  const [problem, setProblem] = useState<Problem>();
  async function run(work: () => Promise<void>) {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error.problem);
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  }
  return { busy, problem, run, forget: () => setProblem(undefined) };
}
