// A labelled field, with its help and, beside it, the error that it caused.
import type { KeyboardEvent, ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { begun, ended, type Problem } from '../api';

interface FieldProps {
  label: string;
  name: string; // as errors name it
  value: string;
  change: (value: string) => void;
  problem?: Problem | undefined;
  help?: ReactNode;
  secret?: boolean;
  required?: boolean;
  autoFocus?: boolean;
  placeholder?: string | undefined;
  rows?: number; // several lines
  hiddenRows?: number; // the same, of a secret
  disabled?: boolean | undefined;
  digits?: boolean; // for the keyboard of a telephone
  code?: boolean; // good for once
  aside?: ReactNode; // beside the field: a button
  left?: () => void; // the focus has left it
}

export function Field({
  label, name, value, change, problem, help, secret, required, autoFocus, placeholder, rows, hiddenRows, disabled, digits, code, aside, left,
}: FieldProps) {
  const mine = problem?.field === name;
  const lines = rows ?? hiddenRows;
  const input = lines ? (
    <TextArea
      rows={lines} className={hiddenRows ? 'masked' : 'mono'} autoComplete="off" spellCheck={false} placeholder={placeholder}
      {...(hiddenRows && { onKeyDown: submitOnEnter })}
    />
  ) : (
    <Input autoComplete={code ? 'one-time-code' : 'off'} spellCheck={false} placeholder={placeholder} />
  );
  return (
    <TextField
      className="field"
      name={name}
      value={value}
      onChange={change}
      isInvalid={mine}
      isRequired={required ?? false}
      isDisabled={disabled ?? false}
      validationBehavior="aria"
      autoFocus={autoFocus ?? false}
      type={secret ? 'password' : 'text'}
      {...(digits && { inputMode: 'numeric' as const })}
      {...(left && { onBlur: left })}
    >
      <Label className="label">{label}</Label>
      {aside ? (
        <div className="with-aside">
          {input}
          {aside}
        </div>
      ) : (
        input
      )}
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <FieldError className="problem">{mine ? <Words problem={problem} /> : null}</FieldError>
    </TextField>
  );
}

// Shift and Enter begins a new line.
function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

// What happened, and how to mend it.
export function Words({ problem }: { problem: Problem }) {
  return (
    <>
      {problem.mend ? ended(problem.what) : begun(problem.what)}
      {problem.mend && <span className="mend"> {problem.mend}</span>}
    </>
  );
}
