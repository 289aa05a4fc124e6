import { useState } from 'react';
import { CallError, type Problem } from '../api';

// Something that is asked of Coffer from a form: whether it is under way, and what was wrong with it.
export function useCall() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function run(work: () => Promise<void>) {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error.problem);
    } finally {
      setBusy(false);
    }
  }
  return { busy, problem, run, forget: () => setProblem(undefined) };
}
