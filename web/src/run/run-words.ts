// How a run stands, in a word.
import type { Tone } from '../ui/badge';
import { type Run, succeeded } from './runs';

export function toneOf(run: Run): Tone {
  if (run.state === 'running') return 'main';
  if (run.state === 'stopped') return 'warning';
  return succeeded(run) ? 'good' : 'problem';
}

export function words(run: Run): string {
  if (run.state === 'running' || run.state === 'stopped') return run.state;
  return succeeded(run) ? 'passed' : 'failed';
}
