// One of two or three, all of them seen.
import { FieldError, Label, Radio, RadioGroup } from 'react-aria-components';
import type { Option } from './option';

interface RadiosProps<Id extends string> {
  label: string;
  unseenLabel?: boolean;
  value: Id;
  change: (value: Id) => void;
  options: readonly (Option & { id: Id })[];
}

export function Radios<Id extends string>({ label, unseenLabel, value, change, options }: RadiosProps<Id>) {
  return (
    <RadioGroup className="field radios" value={value} onChange={(chosen) => change(chosen as Id)} {...(unseenLabel && { 'aria-label': label })}>
      {!unseenLabel && <Label className="label">{label}</Label>}
      <div className="radio-row">
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="toggle">
            <span className="dot" aria-hidden="true" />
            {option.label}
            {option.detail && <span className="detail">{option.detail}</span>}
          </Radio>
        ))}
      </div>
      <FieldError className="problem" />
    </RadioGroup>
  );
}
