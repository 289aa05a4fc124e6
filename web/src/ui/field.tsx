// A labelled field, with its help and, beside it, the error that it caused.
import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import type { Problem } from '../api';

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
  disabled?: boolean;
  digits?: boolean; // a code: for the keyboard of a telephone
  aside?: ReactNode; // beside the field: a button
  left?: () => void; // the focus has left it
}

export function Field({
  label, name, value, change, problem, help, secret, required, autoFocus, placeholder, rows, disabled, digits, aside, left,
}: FieldProps) {
  const mine = problem?.field === name;
  const input = rows ? (
    <TextArea rows={rows} spellCheck={false} placeholder={placeholder} />
  ) : (
    <Input autoComplete={digits ? 'one-time-code' : 'off'} spellCheck={false} placeholder={placeholder} />
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
      <Label>{label}</Label>
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

// What happened, and how to mend it.
export function Words({ problem }: { problem: Problem }) {
  return (
    <>
      {problem.what}
      {problem.mend && <span className="mend"> {problem.mend}</span>}
    </>
  );
}
