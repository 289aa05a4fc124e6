// The file has changed since it was read: whose version counts is for the user to say.
import { Button } from 'react-aria-components';
import type { Problem } from '../api';

interface ConflictProps {
  problem: Problem | undefined;
  reload: () => void;
  overwrite: () => void;
}

export function Conflict({ problem, reload, overwrite }: ConflictProps) {
  if (problem?.code !== 'conflict') return null;
  return (
    <div role="alert" className="conflict">
      <p>The file has changed since it was read here: another tab, or another program, has written it.</p>
      <Button onPress={reload}>Read it again</Button>
      <Button onPress={overwrite}>Overwrite it</Button>
    </div>
  );
}
