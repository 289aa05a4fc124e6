// On or off: a switch works at once, a check is part of a form.
import type { ReactNode } from 'react';
import { Checkbox, Switch } from 'react-aria-components';

interface ToggleProps {
  on: boolean;
  change: (on: boolean) => void;
  label?: string; // where no text stands beside it
  children?: ReactNode;
  disabled?: boolean;
}

export function Toggle({ on, change, label, children, disabled }: ToggleProps) {
  return (
    <Switch className="toggle" isSelected={on} onChange={change} isDisabled={disabled ?? false} {...(label && { 'aria-label': label })}>
      <span className="track" aria-hidden="true" />
      {children}
    </Switch>
  );
}

export function Check({ on, change, label, children, disabled }: ToggleProps) {
  return (
    <Checkbox className="toggle" isSelected={on} onChange={change} isDisabled={disabled ?? false} {...(label && { 'aria-label': label })}>
      <span className="box" aria-hidden="true" />
      {children}
    </Checkbox>
  );
}
