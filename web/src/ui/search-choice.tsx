// One of many, found by typing a part of it; or, where `free`, whatever is typed.
import type { ReactNode } from 'react';
import { Button, ComboBox, FieldError, Input, type Key, Label, Text } from 'react-aria-components';
import type { Problem } from '../api';
import { Words } from './field';
import type { Option } from './option';
import { OptionsList } from './options-list';

interface SearchChoiceProps {
  label: string;
  name: string; // as errors name it
  value: string; // an option's id, or what is typed
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
  // With `free` the text is the value; without it the option is, and its label is the text.
  const kept = free
    ? { inputValue: value, onInputChange: change }
    : { value, onChange: (chosen: Key | null) => chosen !== null && change(String(chosen)) };
  const textOf = (option: Option) => (free ? option.id : option.label);
  // A list that has first to be asked for, or that is empty so far, says so where it is opened, and not in the way of who types.
  const byHand = opened !== undefined || options.length === 0;
  return (
    <ComboBox
      className="field"
      allowsCustomValue={free ?? false}
      allowsEmptyCollection={byHand}
      menuTrigger={byHand ? 'manual' : 'input'}
      {...kept}
      defaultItems={options}
      defaultFilter={(text, words) => text === words || holdsWords(searched(options.find((each) => textOf(each) === text)), words)}
      onOpenChange={(open) => open && opened?.()}
      isInvalid={mine}
      validationBehavior="aria"
      autoFocus={autoFocus ?? false}
    >
      <Label className="label">{label}</Label>
      <div className="with-aside">
        <div className="combo">
          <Input autoComplete="off" spellCheck={false} placeholder={placeholder} />
          {/* Its name is its own: by the label alone one finds the field. */}
          <Button className="combo-button" aria-label={`Show the list for ${label}`} aria-labelledby="">
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
      <OptionsList label={label} byId={free ?? false} empty={empty ?? (options.length === 0 ? undefined : 'None fits.')} />
    </ComboBox>
  );
}

const searched = (option: Option | undefined) => (option ? `${option.id} ${option.label} ${option.detail ?? ''}` : '');

// Every word stands somewhere in the text, in any case.
export function holdsWords(text: string, words: string): boolean {
  const there = text.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => there.includes(word));
}
