// A window over the page: a form with its title, its error (where no field is to blame) and its buttons.
import type { ReactNode } from 'react';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Problem } from '../api';
import { Words } from './field';

interface WindowProps {
  title: string;
  action: string; // on the button that does it
  busy: boolean;
  problem?: Problem | undefined;
  fields: readonly string[]; // that show their errors themselves
  close: () => void;
  submit: () => void;
  children: ReactNode;
}

export function Window({ title, action, busy, problem, fields, close, submit, children }: WindowProps) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && close()}>
      <Modal className="window">
        <Dialog>
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <Heading slot="title">{title}</Heading>
            {children}
            {problem && !fields.includes(problem.field) && (
              <p role="alert" className="problem">
                <Words problem={problem} />
              </p>
            )}
            <div className="buttons">
              <Button onPress={close}>Cancel</Button>
              <Button type="submit" className="main" isPending={busy}>
                {action}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
