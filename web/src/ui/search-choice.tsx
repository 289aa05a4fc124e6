// One of many, found by typing; or, where `free`, whatever is typed.
import type { ReactNode } from 'react';
import { Button, ComboBox, FieldError, Input, Label, Text } from 'react-aria-components';
import type { Problem } from '../api';
import { Words } from './field';
import type { Option } from './option';
import { OptionsList } from './options-list';

interface SearchChoiceProps {
  label: string;
  name: string; // as errors name it
  value: string; // an option's id, or what was typed
  change: (value: string) => void;
  options: readonly Option[];
  free?: boolean;
  problem?: Problem | undefined;
  help?: ReactNode;
  placeholder?: string;
  empty?: string; // what the list says where nothing fits
  aside?: ReactNode; // beside the field: a button
  opened?: () => void; // its list is wanted
  autoFocus?: boolean;
}

export function SearchChoice({
  label, name, value, change, options, free, problem, help, placeholder, empty, aside, opened, autoFocus,
}: SearchChoiceProps) {
  const mine = problem?.field === name;
  // With `free` the text is the value; without it the option is, and the text is what finds one.
  const kept = free ? { inputValue: value, onInputChange: change } : { value: value === '' ? null : value };
  // A list that has first to be asked for, or that is empty so far, says so where it is opened, and not in the way of who types.
  const byHand = opened !== undefined || options.length === 0;
  return (
    <ComboBox
      className="field"
      allowsCustomValue={free ?? false}
      allowsEmptyCollection={byHand}
      menuTrigger={byHand ? 'manual' : 'input'}
      {...kept}
      onChange={(chosen) => chosen !== null && change(String(chosen))}
      defaultItems={options}
      defaultFilter={(text, words) => holdsWords(text, free && options.some((each) => each.id === words) ? '' : words)}
      onOpenChange={(open) => open && opened?.()}
      isInvalid={mine}
      validationBehavior="aria"
      autoFocus={autoFocus ?? false}
    >
      <Label className="label">{label}</Label>
      <div className="with-aside">
        <div className="combo">
          <Input autoComplete="off" spellCheck={false} placeholder={placeholder} />
          <Button className="combo-button" aria-label="Show the list">
            <span className="chevron" aria-hidden="true" />
          </Button>
        </div>
        {aside}
      </div>
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <FieldError className="problem">{mine ? <Words problem={problem} /> : null}</FieldError>
      <OptionsList empty={empty ?? (options.length === 0 ? undefined : 'None fits.')} />
    </ComboBox>
  );
}

// Every word stands somewhere in the text, in any case.
export function holdsWords(text: string, words: string): boolean {
  const there = text.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => there.includes(word));
}
