// How to begin.
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { rescueFocus } from '../ui/focus';

export function EmptyVault({ begin }: { begin: (action: 'add' | 'import') => void }) {
  useEffect(() => rescueFocus, []); // with the first secret its buttons go
  return (
    <section className="begin" aria-label="How to begin">
      <h3>The vault is empty.</h3>
      <ol>
        <li>Add a secret: a value of your own, or a link to where it lives, such as AWS Secrets Manager. Or import an export, or a links file.</li>
        <li>
          Write <code>{'{{vault:its-name}}'}</code> where a request needs it: in the address, a header, the body, the authorization.
        </li>
        <li>Send. Coffer puts the value in at that moment, only for the domains that you allow, and shows it nowhere.</li>
      </ol>
      <div className="bar">
        <Button className="main" onPress={() => begin('add')}>
          Add the first secret
        </Button>
        <Button onPress={() => begin('import')}>Import…</Button>
      </div>
    </section>
  );
}
