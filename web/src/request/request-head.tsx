// Where the request stands, its name, and what is done with it as a whole.
import { Button, Input, TextField } from 'react-aria-components';
import { MenuButton } from '../ui/menu-button';
import { type Draft, isUnsaved } from './draft';
import type { Item } from './item';

interface RequestHeadProps {
  draft: Draft;
  stands: boolean; // in a collection
  change: (item: Item) => void;
  save: () => void;
  act: (id: string) => void;
}

export function RequestHead({ draft, stands, change, save, act }: RequestHeadProps) {
  const { item, folders } = draft;
  const actions = [
    ...(item.request === undefined ? [] : [{ id: 'save-as', label: 'Save as …' }, { id: 'curl', label: 'Copy as curl' }]),
    ...(stands ? [{ id: 'reload', label: 'Back to what is saved', danger: true, disabled: !isUnsaved(draft) }] : []),
    { id: 'close', label: 'Close' },
  ];
  return (
    <div className="request-head">
      {folders.length > 0 && <span className="folders">{folders.join(' / ')} /</span>}
      <TextField aria-label="Name" className="request-name" value={item.name} onChange={(name) => change({ ...item, name })}>
        <Input autoComplete="off" spellCheck={false} />
      </TextField>
      <Button isDisabled={stands && !isUnsaved(draft)} onPress={save}>
        Save
      </Button>
      <MenuButton label="More" actions={actions} act={act} />
    </div>
  );
}
