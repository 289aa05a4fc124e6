// Which MFA device, where a user has several, or may not list them.
import { useState } from 'react';
import { deviceName } from '../connections/credentials';
import { Field } from '../ui/field';
import { Radios } from '../ui/radios';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import type { Asked } from './question';

export function DeviceChoiceWindow({ question, say, close }: Asked<'choose-mfa-device'>) {
  const [serial, setSerial] = useState(question.serials[0] ?? '');
  const { busy, problem, run } = useCall();
  return (
    <Window title="Choose an MFA device" action="Go on" busy={busy} problem={problem} close={close} submit={() => void run(() => say(serial))}>
      <Radios
        label="Your devices" value={serial} change={setSerial}
        options={question.serials.map((each) => ({ id: each, label: deviceName(each), ...(deviceName(each) !== each && { detail: each }) }))}
      />
    </Window>
  );
}

export function DeviceByHandWindow({ question, say, close }: Asked<'mfa-device'>) {
  const [serial, setSerial] = useState('');
  const { busy, problem, run } = useCall();
  return (
    <Window
      title="MFA device" action={serial.trim() === '' ? 'Go on without MFA' : 'Go on'} busy={busy} problem={problem} fields={['serial']} close={close}
      submit={() => void run(() => say(serial.trim()))}
    >
      <p>{question.why}</p>
      <Field
        label="ARN of your MFA device" name="serial" value={serial} change={setSerial} problem={problem} autoFocus placeholder="arn:aws:iam::111122223333:mfa/name"
        help="Under Security credentials of your user in the AWS console. Empty: it is tried without."
      />
    </Window>
  );
}
