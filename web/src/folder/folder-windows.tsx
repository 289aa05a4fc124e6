// The windows that the folder's pane opens, one at a time.
import { EnvironmentWindow } from './environment-window';
import { ImportWindow } from './import-window';
import { MoveWindow } from './move-window';
import { type NameAsked, NameWindow } from './name-window';
import { OpenWindow } from './open-window';
import type { Outcome } from './outcome';
import { OwnerWindow } from './owner-window';
import type { TreeRow } from './rows';

export type Asked =
  | { kind: 'open' }
  | { kind: 'import'; outcomes?: Outcome[] }
  | ({ kind: 'name' } & NameAsked)
  | { kind: 'environment'; path: string }
  | { kind: 'owner'; row: TreeRow }
  | { kind: 'move'; row: TreeRow };

export function FolderWindows({ asked, close }: { asked: Asked; close: () => void }) {
  switch (asked.kind) {
    case 'open': return <OpenWindow close={close} />;
    case 'import': return <ImportWindow {...(asked.outcomes && { outcomes: asked.outcomes })} close={close} />;
    case 'name': return <NameWindow {...asked} close={close} />;
    case 'environment': return <EnvironmentWindow path={asked.path} close={close} />;
    case 'owner': return <OwnerWindow row={asked.row} close={close} />;
    case 'move': return <MoveWindow row={asked.row} close={close} />;
  }
}
