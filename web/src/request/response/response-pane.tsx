// What came of a send.
import { useEffect, useState } from 'react';
import { useOpenQuestions } from '../../questions/use-questions';
import { Words } from '../../ui/field';
import { type BarTab, TabBar } from '../../ui/tab-bar';
import { MendButton } from '../mend';
import type { Send } from '../sends';
import { type Sent, timeText } from '../sent';
import { ResponseBody } from './response-body';
import { ExchangesPart, HeadersPart, ScriptsOutput, SecretsPart, TestsPart } from './response-parts';
import { StatusLine } from './status-line';

export function ResponsePane({ send, collection }: { send: Send; collection: string | undefined }) {
  const [front, setFront] = useState('body');
  if (send.name) return <Waiting since={send.since!} />;
  if (send.problem) return <Failure {...send.problem} collection={collection} />;
  const { sent } = send;
  if (!sent) {
    return (
      <p className="empty">
        No response yet. Send with <kbd>Ctrl</kbd> <kbd>Enter</kbd>.
      </p>
    );
  }
  const tabs = tabsOf(sent);
  return (
    <section className="response" aria-label="Response">
      {sent.failure && <Failure {...sent.failure} name={sent.failed_reference} collection={collection} />}
      {sent.skipped && <p className="help">A script said that this request is not to be sent.</p>}
      {sent.warnings.map((warning) => (
        <p key={warning} className="warning">
          {warning}
        </p>
      ))}
      {tabs.length > 0 && (
        <TabBar
          label="Parts of the response" tabs={tabs} front={tabs.some(({ id }) => id === front) ? front : tabs[0]!.id} show={setFront}
          aside={sent.response && <StatusLine response={sent.response} />}
        />
      )}
    </section>
  );
}

function tabsOf(sent: Sent): BarTab[] {
  const { response, tests, scripts, references, exchanges } = sent;
  const failed = tests.filter((test) => !test.passed && !test.skipped).length;
  const lines = scripts.reduce((sum, script) => sum + script.console.length + (script.error ? 1 : 0), 0);
  const count = (label: string, number: number) => (
    <>
      {label}
      {number > 0 && <span className="count">{number}</span>}
    </>
  );
  return [
    ...(response ? [{ id: 'body', label: 'Body', content: <ResponseBody key={response.number} response={response} /> }] : []),
    ...(response ? [{ id: 'headers', label: count('Headers', response.headers.length), content: <HeadersPart headers={response.headers} /> }] : []),
    ...(tests.length > 0
      ? [{
          id: 'tests',
          label: (
            <>
              Tests<span className={failed > 0 ? 'count problem' : 'count good'}>{`${tests.filter((test) => test.passed).length}/${tests.length}`}</span>
            </>
          ),
          content: <TestsPart tests={tests} />,
        }]
      : []),
    ...(lines > 0 ? [{ id: 'scripts', label: count('Scripts', lines), content: <ScriptsOutput scripts={scripts} /> }] : []),
    ...(references.length > 0 ? [{ id: 'secrets', label: count('Secrets', references.length), content: <SecretsPart references={references} /> }] : []),
    ...(exchanges.length > 0 ? [{ id: 'sent', label: count('Sent', exchanges.length), content: <ExchangesPart exchanges={exchanges} /> }] : []),
  ];
}

function Waiting({ since }: { since: number }) {
  const asked = useOpenQuestions().length;
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="empty waiting">
      <span role="status">{asked > 0 ? 'Waits for your answer, then sends.' : 'Sending …'}</span> <span aria-hidden="true">{timeText(now - since)}</span>
    </p>
  );
}

interface FailureProps {
  code: string;
  what: string;
  mend: string;
  field: string;
  name?: string | undefined; // of the reference
  collection: string | undefined;
}

function Failure({ name, collection, ...problem }: FailureProps) {
  return (
    <div role="alert" className="failure">
      <h2 className="minor">{problem.code === 'cancelled' ? 'Cancelled' : name ? <>Not sent: <code>{`{{vault:${name}}}`}</code></> : 'The send failed'}</h2>
      <p className="problem">
        <Words problem={problem} />
      </p>
      <div>
        <MendButton code={problem.code} name={name} collection={collection} />
      </div>
    </div>
  );
}
