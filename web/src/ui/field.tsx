// A labelled field, with its help and, beside it, the error that it caused.
import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
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
  placeholder?: string;
}

export function Field({ label, name, value, change, problem, help, secret, required, autoFocus, placeholder }: FieldProps) {
  const mine = problem?.field === name;
  return (
    <TextField
      className="field"
      name={name}
      value={value}
      onChange={change}
      isInvalid={mine}
      isRequired={required ?? false}
      validationBehavior="aria"
      autoFocus={autoFocus ?? false}
      type={secret ? 'password' : 'text'}
    >
      <Label>{label}</Label>
      <Input autoComplete="off" spellCheck={false} placeholder={placeholder} />
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
