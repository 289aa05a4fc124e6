// Which environment counts, for requests and for runs.
import { Choice } from '../ui/choice';
import { choose, useChosen } from './chosen';
import { useFolder } from './folder';

const kNone = 'none';

export function EnvironmentChoice({ unseenLabel }: { unseenLabel?: boolean }) {
  const { folder } = useFolder();
  const chosen = useChosen();
  const environments = (folder?.files ?? []).filter((file) => file.kind === 'environment');
  return (
    <Choice
      label="Environment" unseenLabel={unseenLabel ?? false} value={chosen.environment ?? kNone}
      options={[{ id: kNone, label: 'No environment' }, ...environments.map((file) => ({ id: file.path, label: file.name }))]}
      change={(path) => choose({ ...chosen, environment: path === kNone ? undefined : path })}
    />
  );
}
