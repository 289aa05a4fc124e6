// Whether the scripts of a collection may use the vault (spec 6.2).
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { Check } from '../ui/toggle';
import type { Asked } from './question';

export function GrantWindow({ question, say, close }: Asked<'grant'>) {
  const [lasting, setLasting] = useState(false);
  const { busy, problem, run } = useCall();
  const allow = () => void run(() => say(lasting ? 'always' : 'once'));
  return (
    <Window
      title="May its scripts use the vault?" action="Allow" busy={busy} problem={problem} close={close} submit={allow}
      more={<Button onPress={() => void run(() => say(lasting ? 'never' : 'no'))}>Deny</Button>}
    >
      <p>
        The scripts of <strong>{question.collection}</strong> want to use the vault{question.use ? <>: <code>{question.use}</code></> : '.'}
      </p>
      {question.changed && <p className="problem">They have changed since you allowed it.</p>}
      <p>A script that may use the vault can read every secret that is not kept from scripts, and send it to the domains that the secret allows.</p>
      {question.lasting && (
        <Check on={lasting} change={setLasting}>
          Remember the answer for this collection, as its scripts are now
        </Check>
      )}
    </Window>
  );
}
