import { useState, type ReactElement } from 'react';
import type { Recorded } from '../../contract/support.ts';
import { useNow } from '../app/use-now.ts';
import { useStream } from '../app/use-stream.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import { RecordedSheet } from './RecordedSheet.tsx';

/** What is recorded, where it stays, what of it leaves this computer, and the switch for that. */
export function Telemetry(): ReactElement {
  const nowMs = useNow(10_000);
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  useStream('recorded', (engine, signal) => engine.support.recorded({}, { signal }), setRecorded);
  return (
    <div className="telemetry">
      <p>
        <span className="setting-label">What we record</span>
        <span className="setting-about">
          Counts, times and sizes, and a log of what was done. No address, subject, text, name of a file or place on
          this computer is in either of them.
        </span>
      </p>
      {recorded === null ? null : <p className="telemetry-where">{whereWords(recorded, nowMs)}</p>}
      <div className="ingest-actions">
        <Button onPress={() => setIsOpen(true)}>Show what is recorded…</Button>
      </div>
      {recorded === null ? null : (
        <RecordedSheet recorded={recorded} isOpen={isOpen} onClose={() => setIsOpen(false)} />
      )}
    </div>
  );
}

function whereWords({ sentTo, lastSentAt, mayBeSent }: Recorded, nowMs: number): string {
  if (sentTo === null) return 'All of it stays on this computer.';
  if (!mayBeSent) return `The sending of numbers to ${sentTo} is switched off. All of it stays on this computer.`;
  const last = lastSentAt === null ? 'not yet since the start' : `last at ${formatTime(lastSentAt, nowMs)}`;
  return `The numbers are sent to ${sentTo}, ${last}. The log stays on this computer.`;
}
