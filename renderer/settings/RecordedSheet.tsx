import { useState, type ReactElement } from 'react';
import { Input, SearchField } from 'react-aria-components';
import type { Recorded } from '../../contract/support.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { matchesSought } from './find-settings.ts';
import { metricLines } from './metric-lines.ts';

export interface RecordedSheetProps {
  readonly recorded: Recorded;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The numbers and the newest lines as they are this moment, or as they were when somebody paused. */
export function RecordedSheet({ recorded, isOpen, onClose }: RecordedSheetProps): ReactElement {
  const [sought, setSought] = useState('');
  const [paused, setPaused] = useState<Recorded | null>(null);
  const shown = paused ?? recorded;
  const metrics = shown.metrics.filter(({ name, help }) => matchesSought([name, help], sought));
  const log = shown.log.filter((line) => matchesSought([line], sought));
  return (
    <Dialog
      title="What is recorded"
      isOpen={isOpen}
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={() => setPaused(paused === null ? recorded : null)}>
            {paused === null ? 'Pause' : 'Go on'}
          </Button>
          <Button onPress={onClose}>Close</Button>
        </>
      }
    >
      <SearchField
        className="recorded-search"
        aria-label="Search what is recorded"
        value={sought}
        onChange={setSought}
        autoFocus
      >
        <Input className="field-input" placeholder="Search numbers and lines" />
      </SearchField>
      <div className="recorded" role="region" aria-label="Recorded now" tabIndex={0}>
        <section>
          <h3>
            {countWords(metrics.length, 'number')}
            {paused === null ? '' : ', paused'}
          </h3>
          <dl>
            {metrics.map((metric) => (
              <div key={metric.name}>
                <dt>
                  <span className="mono">{metric.name}</span>
                  <span className="setting-about">{metric.help}</span>
                </dt>
                <dd>
                  {metricLines(metric).map(({ labels, value }) => (
                    <span key={labels} className="recorded-series">
                      <span>{labels}</span>
                      <b>{value}</b>
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{countWords(log.length, 'line')} of the log, as written</h3>
          <pre className="recorded-log">{log.join('\n')}</pre>
        </section>
      </div>
    </Dialog>
  );
}
