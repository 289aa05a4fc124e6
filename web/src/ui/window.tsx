// A window over the page: a form with its title, its error (where no field is to blame) and its buttons.
import { type ReactNode, useEffect, useRef } from 'react';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Problem } from '../api';
import { Words } from './field';
import { rescueFocus } from './focus';

interface WindowProps {
  title: string;
  action?: string; // on the button that does it; without it there is nothing to do but to close
  busy?: boolean;
  problem?: Problem | undefined;
  fields?: readonly string[]; // that show their errors themselves
  wide?: boolean;
  danger?: boolean; // what it does cannot be taken back
  disabled?: boolean; // there is something to do first
  more?: ReactNode; // buttons at the other end
  close: () => void;
  submit?: () => void;
  children: ReactNode;
}

export function Window({ title, action, busy, problem, fields = [], wide, danger, disabled, more, close, submit, children }: WindowProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => rescueFocus, []);
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && close()}>
      <Modal className={wide ? 'window wide' : 'window'}>
        <Dialog role={danger ? 'alertdialog' : 'dialog'}>
          <Form
            ref={form}
            onSubmit={(event) => {
              event.preventDefault();
              // A window over this one is no part of its form, but React hands its events on.
              if (event.target === form.current && !disabled) submit?.();
            }}
          >
            <Heading slot="title">{title}</Heading>
            <div className="window-content">
              {children}
              {problem && !fields.includes(problem.field) && (
                <p role="alert" className="problem">
                  <Words problem={problem} />
                </p>
              )}
            </div>
            <div className="buttons">
              {more && <div className="more">{more}</div>}
              <Button onPress={close}>{action ? 'Cancel' : 'Close'}</Button>
              {action && (
                <Button type="submit" className={danger ? 'main danger' : 'main'} data-busy={busy || undefined} isDisabled={disabled ?? false}>
                  {action}
                </Button>
              )}
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
