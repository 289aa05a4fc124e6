// Status, time and size in a line; what they are made of on hover and for screen readers.
import { Button } from 'react-aria-components';
import { Tip } from '../../ui/tip';
import { type SentResponse, sizeText, timeText } from '../sent';

export function StatusLine({ response }: { response: SentResponse }) {
  const { status, reason, time_ms, timings, size, wire_size, http_version } = response;
  const tone = status < 300 ? 'good' : status < 400 ? 'main' : status < 500 ? 'warning' : 'problem';
  const parts = Object.entries(timings ?? {}).map(([name, ms]) => `${name.replace(/_ms$/, '').replaceAll('_', ' ')} ${timeText(ms)}`);
  return (
    <div className="status-line" role="status" aria-label="Outcome">
      <span className={`status ${tone}`}>
        {status} {reason}
      </span>
      <Tip text={parts.join(' · ') || 'From the first byte sent to the last one received'}>
        <Button className="quiet">{timeText(time_ms)}</Button>
      </Tip>
      <Tip text={`${sizeText(size)} of body, ${sizeText(wire_size)} on the wire, ${http_version}`}>
        <Button className="quiet">{sizeText(size)}</Button>
      </Tip>
    </div>
  );
}
