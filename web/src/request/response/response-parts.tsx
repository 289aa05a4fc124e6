// Headers, tests, what scripts printed, secrets and exchanges of a send: tables to read.
import { Badge } from '../../ui/badge';
import { type Exchange, type Header, type SentReference, type SentScript, type SentTest, sizeText, timeText } from '../sent';

export function HeadersPart({ headers }: { headers: readonly Header[] }) {
  return (
    <table className="grid read" aria-label="Response headers">
      <thead className="unseen">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {headers.map(({ name, value }, at) => (
          <tr key={at}>
            <th scope="row">{name}</th>
            <td className="mono">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TestsPart({ tests }: { tests: readonly SentTest[] }) {
  return (
    <ul className="rows" aria-label="Tests">
      {tests.map((test, at) => (
        <li key={at}>
          <Badge tone={test.skipped ? 'plain' : test.passed ? 'good' : 'problem'}>{test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'}</Badge>
          <span>{test.name}</span>
          {test.error && <p className="problem">{test.error}</p>}
        </li>
      ))}
    </ul>
  );
}

export function ScriptsOutput({ scripts }: { scripts: readonly SentScript[] }) {
  return (
    <ol className="rows" aria-label="Output of scripts">
      {scripts.flatMap((script, number) => [
        ...script.console.map(({ level, text }, at) => (
          <li key={`${number} ${at}`}>
            <Badge tone={level === 'error' ? 'problem' : level === 'warn' ? 'warning' : 'plain'}>{level}</Badge>
            <code>{text}</code>
          </li>
        )),
        ...(script.error
          ? [
              <li key={`${number} error`}>
                <Badge tone="problem">error</Badge>
                <span className="problem">
                  {script.event} script of “{script.owner}”: {script.error}
                </span>
              </li>,
            ]
          : []),
      ])}
    </ol>
  );
}

export function SecretsPart({ references }: { references: readonly SentReference[] }) {
  return (
    <table className="grid read" aria-label="Secrets that were resolved">
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">From</th>
          <th scope="col">How</th>
        </tr>
      </thead>
      <tbody>
        {references.map(({ name, source, cached, took_ms, snapshot }, at) => (
          <tr key={at}>
            <th scope="row">
              <code>vault:{name}</code>
            </th>
            <td>{source}</td>
            <td>{snapshot ? `snapshot of ${snapshot}` : cached ? 'from memory' : timeText(took_ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ExchangesPart({ exchanges }: { exchanges: readonly Exchange[] }) {
  return (
    <div className="part">
      {exchanges.map((exchange, at) => (
        <section key={at} className="exchange" aria-label={`${exchange.method} ${exchange.url}`}>
          <h2 className="minor mono">
            {exchange.method} {exchange.url}
          </h2>
          <p className="help">
            {exchange.status} {exchange.reason} · {exchange.remote_address} {exchange.note}
          </p>
          <HeaderLines headers={exchange.request_headers} />
          {exchange.request_body && <pre className="mono">{exchange.request_body}</pre>}
          {!exchange.request_body && exchange.request_body_size > 0 && <p className="help">A body of {sizeText(exchange.request_body_size)}.</p>}
        </section>
      ))}
    </div>
  );
}

function HeaderLines({ headers }: { headers: readonly Header[] }) {
  return (
    <dl className="facts mono">
      {headers.map(({ name, value }, at) => (
        <div key={at} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
