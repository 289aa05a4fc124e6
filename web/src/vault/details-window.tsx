// Where a linked secret's value lives, and what came of reading it last (spec 7.1).
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { call } from '../api';
import { Facts } from '../ui/facts';
import { useCall } from '../ui/use-call';
import { Window } from '../ui/window';
import { detailFacts } from './link';
import type { Details, Secret, TestResult } from './secret';
import { TestReport } from './test-report';

export function DetailsWindow({ secret, close }: { secret: Secret; close: () => void }) {
  const [details, setDetails] = useState<Details>();
  const [test, setTest] = useState<TestResult>();
  const looking = useCall();
  const testing = useCall();
  const look = async () => setDetails(await call<Details>('secrets/details', { name: secret.name }));
  useEffect(() => void looking.run(look), []);

  const tryIt = () =>
    testing.run(async () => {
      setTest(undefined);
      try {
        setTest(await call<TestResult>('secrets/test', { name: secret.name }));
      } finally {
        await look();
      }
    });
  return (
    <Window title={`Details of “${secret.name}”`} wide busy={looking.busy} problem={looking.problem ?? testing.problem} close={close}
      more={<Button className="main" onPress={() => void tryIt()} data-busy={testing.busy || undefined}>Test</Button>}
    >
      {details && <Facts facts={detailFacts(details)} />}
      {details && !details.last && <p className="help">Not read yet, since this Coffer was started.</p>}
      {test && <TestReport test={test} />}
    </Window>
  );
}
