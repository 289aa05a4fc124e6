// A button that opens a menu. Without children it shows three dots. What is chosen is done once the button has the focus again: a window gives it back there.
import { type ReactNode, useRef } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { afterFocus } from './focus';

export interface Action {
  id: string;
  label: string;
  danger?: boolean;
  disabled?: boolean;
}

interface MenuButtonProps {
  label: string; // its name, where its children are no text
  actions: readonly Action[];
  act: (id: string) => void;
  children?: ReactNode;
}

export function MenuButton({ label, actions, act, children }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const begin = (id: string) => {
    button.current?.focus();
    act(id);
  };
  return (
    <MenuTrigger>
      <Button ref={button} className={children ? 'menu-button' : 'quiet icon'} {...(!children && { 'aria-label': label })}>
        {children ?? <span aria-hidden="true">⋯</span>}
        {children && <span className="chevron" aria-hidden="true" />}
      </Button>
      <Popover className="drop-down">
        <Menu className="menu" aria-label={label} onAction={(id) => afterFocus(() => begin(String(id)))} items={actions} disabledKeys={actions.filter((each) => each.disabled).map((each) => each.id)}>
          {(action: Action) => (
            <MenuItem id={action.id} className={action.danger ? 'menu-item danger' : 'menu-item'}>
              {action.label}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
