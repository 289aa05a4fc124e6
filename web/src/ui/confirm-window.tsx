// Asks before something that cannot be taken back.
import type { ReactNode } from 'react';
import { useCall } from './use-call';
import { Window } from './window';

interface ConfirmWindowProps {
  title: string;
  action: string;
  confirm: () => Promise<void>;
  close: () => void;
  children: ReactNode;
}

export function ConfirmWindow({ title, action, confirm, close, children }: ConfirmWindowProps) {
  const { busy, problem, run } = useCall();
  return (
    <Window
      title={title} action={action} danger busy={busy} problem={problem} close={close}
      submit={() =>
        void run(async () => {
          await confirm();
          close();
        })
      }
    >
      {children}
    </Window>
  );
}
