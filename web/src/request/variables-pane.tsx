// For each variable where it comes from, for each secret why it would or would not resolve.
import { Button } from 'react-aria-components';
import { Badge, type Tone } from '../ui/badge';
import { Words } from '../ui/field';
import { bare, type LookReference, type LookVariable, type State, stateWords } from './editor/known';
import { MendButton } from './mend';
import type { Looked } from './use-look';

const tones: Record<State, Tone> = {
  resolves: 'good', empty: 'warning', unresolved: 'problem', off: 'problem', 'not-allowed': 'problem', authenticate: 'warning',
};

export function VariablesPane({ looked }: { looked: Looked }) {
  const { look, problem, checking, check } = looked;
  const links = look?.references ?? [];
  return (
    <aside className="variables" aria-label="Variables">
      <div className="part-bar">
        <h2 className="minor">Variables and secrets</h2>
        {links.length > 0 && (
          <Button data-busy={checking || undefined} onPress={check}>
            {checking ? 'Checking …' : 'Check now'}
          </Button>
        )}
      </div>
      {problem && (
        <p role="alert" className="problem">
          <Words problem={problem} />
        </p>
      )}
      {problem && <MendButton code={problem.code} />}
      {look && look.references.length + look.variables.length === 0 && <p className="help">The request uses none.</p>}
      <ul>
        {links.map((reference, at) => (
          <SecretRow key={at} reference={reference} />
        ))}
        {look?.variables.map((variable) => (
          <VariableRow key={variable.name} variable={variable} />
        ))}
      </ul>
      {look?.warnings.map((warning) => (
        <p key={warning} className="warning">
          {warning}
        </p>
      ))}
    </aside>
  );
}

function Where({ where }: { where: string[] | undefined }) {
  return where && where.length > 0 ? <span className="help">In {where.join(', ')}</span> : null;
}

function SecretRow({ reference }: { reference: LookReference }) {
  const { state, source, code = '', what = '', mend = '', where } = reference;
  return (
    <li>
      <div className="variable-name">
        <code>vault:{bare(reference.name)}</code>
        <Badge tone={tones[state]}>{stateWords[state]}</Badge>
      </div>
      {source && <span className="help">From {source}</span>}
      {what && state !== 'resolves' && (
        <p>
          <Words problem={{ code, what, mend, field: '' }} />
        </p>
      )}
      <Where where={where} />
      <MendButton code={code} name={bare(reference.name)} />
    </li>
  );
}

function VariableRow({ variable }: { variable: LookVariable }) {
  const { name, value, source, where } = variable;
  const lost = source === 'unresolved';
  return (
    <li>
      <div className="variable-name">
        <code>{name}</code>
        {lost ? <Badge tone="problem">unresolved</Badge> : <span className="help">{source}</span>}
      </div>
      {value !== '' && <code className="variable-value">{value}</code>}
      {value === '' && !lost && source !== 'dynamic' && <span className="help">empty</span>}
      <Where where={where} />
    </li>
  );
}
