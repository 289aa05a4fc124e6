// What stands in the column of values: a masked value with its two buttons, or where a link leads.
import { Button } from 'react-aria-components';
import { Badge } from '../ui/badge';
import { CopyIcon, DetailsIcon, EyeIcon, EyeOffIcon } from '../ui/icons';
import { Tip } from '../ui/tip';
import { providerBadges } from './link';
import { kMasked, linkText, type Secret } from './secret';

interface ValueCellProps {
  secret: Secret;
  revealed: string | undefined;
  act: (action: 'reveal' | 'copy' | 'details') => void;
}

export function ValueCell({ secret, revealed, act }: ValueCellProps) {
  if (secret.link) {
    const { name, place } = linkText(secret.link);
    return (
      <div className="value-cell">
        <Badge tone="main">{providerBadges[secret.link.provider] ?? secret.link.provider}</Badge>
        <span className="cut">
          {name} {place && <span className="detail">{place}</span>}
        </span>
        <Tip text="Details, and a test">
          <Button className="quiet icon" aria-label={`Details of ${secret.name}`} onPress={() => act('details')}>
            <DetailsIcon />
          </Button>
        </Tip>
      </div>
    );
  }
  const shown = revealed !== undefined;
  return (
    <div className="value-cell">
      <span className={shown ? 'value seen' : 'value'}>{shown ? revealed : <Masked />}</span>
      <Tip text={shown ? 'Hide the value' : 'Show the value for a while'}>
        <Button className="quiet icon" aria-label={`${shown ? 'Hide' : 'Reveal'} ${secret.name}`} onPress={() => act('reveal')}>
          {shown ? <EyeOffIcon /> : <EyeIcon />}
        </Button>
      </Tip>
      <Tip text="Copy without showing">
        <Button className="quiet icon" aria-label={`Copy ${secret.name}`} onPress={() => act('copy')}>
          <CopyIcon />
        </Button>
      </Tip>
    </div>
  );
}

function Masked() {
  return (
    <>
      <span aria-hidden="true">{kMasked}</span>
      <span className="unseen">hidden</span>
    </>
  );
}
