// The code that an MFA device shows.
import { useState } from 'react';
import { codeDigits, deviceName, kCodeDigits } from '../connections/credentials';
import { Field } from '../ui/field';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import type { Asked } from './question';

export function MfaCodeWindow({ question, say, close }: Asked<'mfa-code'>) {
  const [code, setCode] = useState('');
  const [touched, setTouched] = useState(false);
  const { busy, problem: refused, run } = useCall();
  const last = question.problem && !touched ? { code: '', what: question.problem, mend: 'Each code is good once: wait for the next one.', field: 'code' } : undefined;
  const problem = refused ?? last;
  const change = (text: string) => {
    setCode(codeDigits(text));
    setTouched(true);
  };
  return (
    <Window title="MFA code" action="Go on" busy={busy} problem={problem} fields={['code']} disabled={code.length !== kCodeDigits} close={close} submit={() => void run(() => say(code))}>
      <p>
        What does your device <strong>{deviceName(question.serial)}</strong> show?
      </p>
      <Field
        label="Six digits" name="code" value={code} change={change} problem={problem} digits code autoFocus required placeholder="123456"
        help={question.serial !== deviceName(question.serial) && <span className="mono">{question.serial}</span>}
      />
    </Window>
  );
}
