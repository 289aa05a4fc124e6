// Any other question, as a login to HashiCorp Vault has them.
import { useState } from 'react';
import { Field } from '../ui/field';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import type { Asked } from './question';

export function TextWindow({ question, say, close }: Asked<'text' | 'secret'>) {
  const [text, setText] = useState('');
  const { busy, problem, run } = useCall();
  return (
    <Window title="Coffer asks" action="Go on" busy={busy} problem={problem} fields={['text']} close={close} submit={() => void run(() => say(text))}>
      <Field label={question.question} name="text" value={text} change={setText} problem={problem} secret={question.kind === 'secret'} autoFocus />
    </Window>
  );
}
