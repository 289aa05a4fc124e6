// What became of a request that was sent, part by part: error, secrets, each exchange, tests, script output.
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { sizeText } from '../request/sent';
import { Words } from '../ui/field';
import { how } from './reference-words';
import type { Exchange, NameValue, Reference, ScriptRun, Sent, TestResult } from './sent';
import { duration } from './times';

export function SentDetails({ sent }: { sent: Partial<Sent> }) {
  const { failure, failed_reference: failed, references = [], exchanges = [], tests = [], scripts = [], warnings = [] } = sent;
  return (
    <div className="sent">
      {failure && (
        <p className="problem">
          {failed && <code>{`{{vault:${failed}}}`}: </code>}
          <Words problem={failure} />
        </p>
      )}
      {sent.skipped && <p className="help">A script has skipped this request.</p>}
      {warnings.map((warning) => (
        <p key={warning} className="warning">
          {warning}
        </p>
      ))}
      {tests.length > 0 && <Tests tests={tests} />}
      {references.length > 0 && <References references={references} />}
      {exchanges.map((exchange, index) => (
        <ExchangePart key={index} exchange={exchange} />
      ))}
      <Scripts scripts={scripts} />
    </div>
  );
}

function Tests({ tests }: { tests: readonly TestResult[] }) {
  return (
    <section>
      <h3>Tests</h3>
      <ul className="tests">
        {tests.map((test, index) => (
          <li key={index} className={test.skipped ? 'help' : test.passed ? 'good' : 'problem'}>
            {test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'}: {test.name}
            {test.error && <span className="mend"> {test.error}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function References({ references }: { references: readonly Reference[] }) {
  return (
    <section>
      <h3>Secrets</h3>
      <table className="grid" aria-label="Secrets">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">From</th>
            <th scope="col">How</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {references.map((each) => (
            <tr key={each.name}>
              <th scope="row">
                <code>{each.name}</code>
              </th>
              <td>{each.source}</td>
              <td>{how(each)}</td>
              <td>{duration(each.took_ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ExchangePart({ exchange }: { exchange: Exchange }) {
  const { method, url, status, reason, note } = exchange;
  return (
    <section>
      <h3 className="exchange-head">
        {method} <code>{url}</code>
      </h3>
      <p>
        {status === 0 ? <span className="problem">No answer</span> : <span className={status < 400 ? 'good' : 'problem'}>{`${status} ${reason}`}</span>}
        <span className="help">
          {' '}
          {duration(exchange.timings?.total ?? 0)} · {sizeText(exchange.response_size)}
          {exchange.remote_address && ` · ${exchange.remote_address}`}
        </span>
      </p>
      {note && <p className="warning">{note}</p>}
      <Fold title="Request headers" open>
        <Pairs pairs={exchange.request_headers} />
      </Fold>
      {exchange.request_body && (
        <Fold title={`Request body, ${sizeText(exchange.request_body_size)}`} open>
          <pre tabIndex={0}>{exchange.request_body}</pre>
        </Fold>
      )}
      {status !== 0 && (
        <Fold title="Response headers" open>
          <Pairs pairs={exchange.response_headers} />
        </Fold>
      )}
      {exchange.timings && (
        <Fold title="Timings">
          <Pairs pairs={timingPairs(exchange.timings)} />
        </Fold>
      )}
    </section>
  );
}

const timingNames: Record<string, string> = { name_lookup: 'Name found', connect: 'Connected', tls_handshake: 'TLS agreed', first_byte: 'First byte', total: 'All' };

function timingPairs(timings: Record<string, number>): NameValue[] {
  return Object.entries(timings).map(([name, ms]) => ({ name: timingNames[name] ?? name, value: `after ${duration(ms)}` }));
}

function Pairs({ pairs }: { pairs: readonly NameValue[] }) {
  return (
    <dl className="facts mono">
      {pairs.map((pair, index) => (
        <div key={index}>
          <dt>{pair.name}</dt>
          <dd>{pair.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Fold({ title, open, children }: { title: string; open?: boolean; children: React.ReactNode }) {
  return (
    <Disclosure defaultExpanded={open ?? false} className="fold">
      <Heading level={4}>
        <Button slot="trigger" className="quiet">
          <span className="chevron" aria-hidden="true" /> {title}
        </Button>
      </Heading>
      <DisclosurePanel>{children}</DisclosurePanel>
    </Disclosure>
  );
}

function Scripts({ scripts }: { scripts: readonly ScriptRun[] }) {
  const spoken = scripts.filter((script) => script.error || script.console.length > 0);
  if (spoken.length === 0) return null;
  return (
    <section>
      <h3>Scripts</h3>
      {spoken.map((script, index) => (
        <div key={index}>
          <p className="help">
            {script.event === 'test' ? 'After the response' : 'Before the request'}
            {script.owner && `, of ${script.owner}`}
          </p>
          {script.console.map((line, number) => (
            <pre key={number} className={`script-line ${line.level}`}>
              {line.text}
            </pre>
          ))}
          {script.error && <p className="problem">{script.error}</p>}
        </div>
      ))}
    </section>
  );
}
