// Link secret: where the value really lives, tried before it is used (spec 4.*).
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { call } from '../api';
import { Choice } from '../ui/choice';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { ConnectionLine } from './connection-line';
import { emptyForm, fieldsOf, formOf, type LinkForm, providerNames } from './link';
import { LinkPlaceFields, LinkPartFields } from './link-fields';
import type { LinkFields, Provider, TestResult } from './secret';
import { TestReport } from './test-report';
import { useLinkCheck } from './use-link-check';

interface LinkWindowProps {
  title: string;
  link?: LinkFields | undefined;
  replaces?: boolean; // a local value, which is gone then
  use: (link: LinkFields) => Promise<void>;
  close: () => void;
}

const fields = ['secret', 'role', 'external_id', 'version', 'json_key', 'connection', 'cache_seconds', 'region', 'address', 'namespace', 'mount', 'kv_version'];
const providers = (Object.keys(providerNames) as Provider[]).map((id) => ({ id, label: providerNames[id] }));

export function LinkWindow({ title, link, replaces, use, close }: LinkWindowProps) {
  const [form, setForm] = useState<LinkForm>(link ? formOf(link) : emptyForm);
  const [tested, setTested] = useState<{ of: string; test: TestResult }>();
  const asked = JSON.stringify(fieldsOf(form));
  const wrong = useLinkCheck(form, setForm);
  const testing = useCall();
  const using = useCall();
  const problem = wrong ?? using.problem ?? testing.problem;
  const test = tested?.of === asked ? tested.test : undefined;
  const change = (part: Partial<LinkForm>) => {
    setForm((now) => ({ ...now, ...part }));
    testing.forget();
    using.forget();
  };

  return (
    <Window
      title={title} action="Use" wide busy={using.busy} problem={problem} fields={fields} close={close} disabled={form.secret.trim() === '' || wrong !== undefined}
      submit={() => void using.run(() => use(fieldsOf(form)))}
      more={
        <Button
          isDisabled={form.secret.trim() === '' || wrong !== undefined} data-busy={testing.busy || undefined}
          onPress={() => void testing.run(async () => setTested({ of: asked, test: await call<TestResult>('links/test', fieldsOf(form)) }))}
        >
          Test
        </Button>
      }
    >
      <Choice label="Provider" name="provider" value={form.provider} change={(provider) => change({ provider })} options={providers} problem={problem} />
      <ConnectionLine form={form} change={change} problem={problem} />
      <LinkPlaceFields form={form} change={change} problem={problem} />
      <LinkPartFields form={form} change={change} problem={problem} keys={tested?.test.json_keys ?? []} />
      {replaces && <p className="help">The value that this vault has for it is removed. Test the link first.</p>}
      {test && <TestReport test={test} />}
    </Window>
  );
}
