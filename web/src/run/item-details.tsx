// One request of a run, with all that is known of it.
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { call } from '../api';
import { tried } from '../ui/tried';
import type { RunItem } from './runs';
import { SentDetails } from './sent-details';
import type { Sent } from './sent';

export function ItemDetails({ run, item, close }: { run: number; item: RunItem; close: () => void }) {
  const [sent, setSent] = useState<Sent>();
  useEffect(() => {
    let left = false;
    setSent(undefined);
    void tried(async () => {
      const answer = await call<Sent>('runs/item', { run, number: item.number });
      if (!left) setSent(answer);
    });
    return () => {
      left = true;
    };
  }, [run, item.number]);
  return (
    <section className="details" aria-label={`Details of ${item.name}`}>
      <div className="bar">
        <h3>{item.name}</h3>
        <Button className="quiet icon" aria-label="Close details" onPress={close}>
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      {sent && <SentDetails sent={sent} />}
    </section>
  );
}
