import { fromDate, getLocalTimeZone, type ZonedDateTime } from '@internationalized/date';
import { useState, type ReactElement } from 'react';
import { DateField, DateInput, DateSegment, Form, Label, Radio, RadioGroup } from 'react-aria-components';
import type { Schedule } from '../../../contract/outbox.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatTime } from '../../ui/format/format-time.ts';
import { Toggle } from '../../ui/Toggle.tsx';
import { scheduleChoices } from './schedule-choices.ts';
import '../../ui/Field.css';
import './options.css';

export interface ScheduleDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSchedule: (schedule: Schedule) => void;
}

const ownTime = 'own';
const yearMs = 366 * 86_400_000;

/** When a message is to leave, and who keeps it until then. */
export function ScheduleDialog(props: ScheduleDialogProps): ReactElement {
  return (
    <Dialog title="Send later" isOpen={props.isOpen} onClose={props.onClose}>
      <ScheduleForm {...props} />
    </Dialog>
  );
}

function ScheduleForm({ onClose, onSchedule }: ScheduleDialogProps): ReactElement {
  const [openedAtMs] = useState(() => Date.now());
  const choices = scheduleChoices(openedAtMs);
  const zone = getLocalTimeZone();
  const [picked, setPicked] = useState(choices[0]?.key ?? ownTime);
  const [own, setOwn] = useState<ZonedDateTime | null>(() => fromDate(new Date(choices[0]?.atMs ?? openedAtMs), zone));
  const [onServer, setOnServer] = useState(false);
  const atMs = choices.find(({ key }) => key === picked)?.atMs ?? own?.toDate().getTime() ?? null;
  const problem = problemOf(atMs);

  function submit(): void {
    if (atMs !== null && problemOf(atMs) === null) onSchedule({ sendAt: new Date(atMs).toISOString(), onServer });
  }

  return (
    <Form
      className="schedule"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <RadioGroup className="schedule-choices" aria-label="Time" value={picked} onChange={setPicked}>
        {choices.map(({ key, words, atMs: choiceMs }) => (
          <Radio key={key} value={key} className="schedule-choice" autoFocus={key === choices[0]?.key}>
            {words}
            <time dateTime={new Date(choiceMs).toISOString()}>
              {formatTime(new Date(choiceMs).toISOString(), openedAtMs)}
            </time>
          </Radio>
        ))}
        <Radio value={ownTime} className="schedule-choice">
          At another time
        </Radio>
      </RadioGroup>
      <DateField
        className="field"
        granularity="minute"
        hideTimeZone
        value={own}
        isInvalid={picked === ownTime && problem !== null}
        onChange={(next) => {
          setOwn(next);
          setPicked(ownTime);
        }}
      >
        <Label className="field-label">Date and time</Label>
        <DateInput className="field-input date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
      </DateField>
      <p className={problem === null ? 'field-description' : 'field-problem'} aria-live="polite">
        {problem ?? `Time zone of this computer: ${zoneWords(zone, atMs ?? openedAtMs)}.`}
      </p>
      <Toggle isOn={onServer} onChange={setOnServer}>
        Let Microsoft 365 keep it until then
      </Toggle>
      <p className="field-description">
        {onServer
          ? 'It leaves even while this computer is off. Until then it lies among the drafts of the mailbox.'
          : 'Mailroom keeps it and has to be running then. If it is not, the message leaves when it starts next.'}
      </p>
      <div className="dialog-actions">
        <Button look="primary" onPress={submit} unavailable={problem}>
          {atMs === null || problem !== null
            ? 'Schedule'
            : `Schedule for ${formatTime(new Date(atMs).toISOString(), openedAtMs)}`}
        </Button>
        <Button onPress={onClose}>Do not schedule</Button>
      </div>
    </Form>
  );
}

function problemOf(atMs: number | null): string | null {
  if (atMs === null) return 'The date or the time is not complete.';
  const leftMs = atMs - Date.now();
  if (leftMs <= 0) return 'That time is over already.';
  return leftMs > yearMs ? 'That is more than a year ahead.' : null;
}

/** "Europe/Berlin, GMT+1": the offset as it is at that moment. */
function zoneWords(zone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(atMs);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value;
  return offset === undefined || offset === zone ? zone : `${zone}, ${offset}`;
}
