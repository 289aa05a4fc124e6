// Which environment counts, and the way to its values.
import { Button } from 'react-aria-components';
import { MenuButton } from '../ui/menu-button';
import { choose, useChosen } from './chosen';
import { EnvironmentChoice } from './environment-choice';
import { useFolder } from './folder';

interface EnvironmentBarProps {
  edit: (path: string) => void;
  remove: (path: string, name: string) => void;
}

export function EnvironmentBar({ edit, remove }: EnvironmentBarProps) {
  const { folder } = useFolder();
  const chosen = useChosen();
  const files = folder?.files ?? [];
  const environments = files.filter((file) => file.kind === 'environment');
  const globals = files.filter((file) => file.kind === 'globals');
  const active = environments.find((file) => file.path === chosen.environment);
  const shared = globals.find((file) => file.path === chosen.globals);
  const actions = [
    ...(active ? [{ id: 'remove', label: `Delete ${active.name}`, danger: true }] : []),
    ...globals.map((file) => ({ id: `edit ${file.path}`, label: `Values of ${file.name}` })),
    ...globals.filter((file) => file !== shared).map((file) => ({ id: `use ${file.path}`, label: `Use ${file.name}` })),
    ...(shared ? [{ id: 'remove-globals', label: `Delete ${shared.name}`, danger: true }] : []),
  ];
  const act = (id: string) => {
    if (id === 'remove' && active) remove(active.path, active.name);
    if (id === 'remove-globals' && shared) remove(shared.path, shared.name);
    if (id.startsWith('edit ')) edit(id.slice(5));
    if (id.startsWith('use ')) choose({ ...chosen, globals: id.slice(4) });
  };
  return (
    <div className="environment-bar">
      <EnvironmentChoice unseenLabel />
      {active && <Button onPress={() => edit(active.path)}>Values</Button>}
      {actions.length > 0 && <MenuButton label="More on environments" actions={actions} act={act} />}
    </div>
  );
}
