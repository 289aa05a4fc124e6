// A button that opens a menu. Without children it shows three dots.
import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

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
  return (
    <MenuTrigger>
      <Button className={children ? 'menu-button' : 'quiet icon'} {...(!children && { 'aria-label': label })}>
        {children ?? <span aria-hidden="true">⋯</span>}
        {children && <span className="chevron" aria-hidden="true" />}
      </Button>
      <Popover className="drop-down">
        <Menu className="menu" aria-label={label} onAction={(id) => act(String(id))} items={actions} disabledKeys={actions.filter((each) => each.disabled).map((each) => each.id)}>
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
