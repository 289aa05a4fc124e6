// More words on a button, for who waits on it or comes to it by keyboard. `children`: a react-aria Button.
import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';

export function Tip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <Tooltip className="tip" offset={4}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
