// One of a few, from a list that drops down.
import type { ReactNode } from 'react';
import { Button, FieldError, Label, Select, SelectValue, Text } from 'react-aria-components';
import type { Problem } from '../api';
import { Words } from './field';
import type { Option } from './option';
import { OptionsList } from './options-list';

interface ChoiceProps<Id extends string> {
  label: string;
  unseenLabel?: boolean; // for a place where the eye knows it
  name?: string; // as errors name it
  value: Id | undefined;
  change: (value: Id) => void;
  options: readonly (Option & { id: Id })[];
  problem?: Problem | undefined;
  help?: ReactNode;
  placeholder?: string;
  disabled?: boolean;
  autoFocus?: boolean;
}

export function Choice<Id extends string>({
  label, unseenLabel, name, value, change, options, problem, help, placeholder, disabled, autoFocus,
}: ChoiceProps<Id>) {
  const mine = problem !== undefined && problem.field === name;
  return (
    <Select
      className="field"
      value={value ?? null}
      onChange={(chosen) => chosen !== null && change(chosen as Id)}
      isInvalid={mine}
      isDisabled={disabled ?? false}
      placeholder={placeholder ?? 'Choose'}
      autoFocus={autoFocus ?? false}
      {...(unseenLabel && { 'aria-label': label })}
    >
      {!unseenLabel && <Label className="label">{label}</Label>}
      <Button className="select">
        <SelectValue<Option> className="select-value">{({ selectedItems, defaultChildren }) => selectedItems[0]?.label ?? defaultChildren}</SelectValue>
        <span className="chevron" aria-hidden="true" />
      </Button>
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <FieldError className="problem">{mine ? <Words problem={problem} /> : null}</FieldError>
      <OptionsList label={label} options={options} />
    </Select>
  );
}
