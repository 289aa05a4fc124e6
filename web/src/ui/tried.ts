import { CallError, inWords } from '../api';
import { notify } from './notices';

// For what is done without a window: what goes wrong is told at the edge.
export async function tried(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    notify({ text: inWords(error.problem) });
  }
}
