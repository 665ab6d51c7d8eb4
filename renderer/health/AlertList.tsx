import { useState, type ReactElement } from 'react';
import type { HealthAlert } from '../../contract/health.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format/format-time.ts';
import { takeReport } from './health-state.ts';
import { RunbookSheet } from './RunbookSheet.tsx';
import { SilenceDialog } from './SilenceDialog.tsx';

export interface AlertListProps {
  readonly alerts: readonly HealthAlert[];
  readonly nowMs: number;
}

/** What needs somebody: since when, whom it affects, what to do. Silenced ones stand below the others. */
export function AlertList({ alerts, nowMs }: AlertListProps): ReactElement {
  const [runbook, setRunbook] = useState<string | null>(null);
  const [silencing, setSilencing] = useState<HealthAlert | null>(null);
  return (
    <section className="alerts" aria-label="Alerts">
      <h2>Alerts</h2>
      {alerts.length === 0 ? <p className="health-none">Nothing needs anybody.</p> : null}
      <ul>
        {alerts.map((alert) => (
          <AlertLine
            key={alert.id}
            alert={alert}
            nowMs={nowMs}
            onRunbook={() => setRunbook(alert.runbook)}
            onSilence={() => setSilencing(alert)}
          />
        ))}
      </ul>
      {runbook === null ? null : <RunbookSheet name={runbook} onOpen={setRunbook} onClose={() => setRunbook(null)} />}
      {silencing === null ? null : <SilenceDialog alert={silencing} nowMs={nowMs} onClose={() => setSilencing(null)} />}
    </section>
  );
}

const severityWords = { critical: 'Critical', warning: 'Warning', info: 'Note' } as const;
/** Who has to act. */
const ownerWords = { you: 'you', administrator: 'your administrator', service: 'Microsoft 365' } as const;
const tones = { critical: 'brick', warning: 'amber', info: 'ink' } as const;

interface AlertLineProps {
  readonly alert: HealthAlert;
  readonly nowMs: number;
  readonly onRunbook: () => void;
  readonly onSilence: () => void;
}

function AlertLine({ alert, nowMs, onRunbook, onSilence }: AlertLineProps): ReactElement {
  const client = useClient();
  const { silence } = alert;
  const unsilence = useAction(
    () => client.health.unsilence({ alert: alert.id, via: 'window' }),
    (report) => {
      takeReport(report);
      announce('The alert counts again');
    },
  );
  return (
    <li className="alert" data-tone={silence === null ? tones[alert.severity] : 'ink'}>
      <p className="alert-title">
        <span className="visually-hidden">{silence === null ? severityWords[alert.severity] : 'Silenced'}: </span>
        {alert.title}
      </p>
      <p className="alert-since">since {formatTime(alert.since, nowMs)}</p>
      <div className="alert-actions">
        <Button look="quiet" label={`Runbook: ${alert.title}`} onPress={onRunbook}>
          Runbook
        </Button>
        {silence === null ? (
          <Button look="quiet" label={`Silence: ${alert.title}`} onPress={onSilence}>
            Silence…
          </Button>
        ) : (
          <Button
            look="quiet"
            label={`End silence: ${alert.title}`}
            isPending={unsilence.isRunning}
            onPress={() => unsilence.run(undefined)}
            command={commands['health.unsilence'](alert.id)}
          >
            End silence
          </Button>
        )}
      </div>
      <p className="alert-facts">
        {alert.affected} {alert.next} Owner: {ownerWords[alert.owner]}.
        {silence === null ? null : (
          <span>
            Silenced until {formatTime(silence.until, nowMs)} by {silence.actor}: {silence.reason}
          </span>
        )}
      </p>
      {alert.id === 'workerGone' ? <StartWorker /> : null}
      {unsilence.fault === null ? null : <FaultNote fault={unsilence.fault} />}
    </li>
  );
}

/** The one situation that a press of a button may end. */
function StartWorker(): ReactElement {
  const client = useClient();
  const start = useAction(
    () => client.engine.work({}),
    () => announce('The worker is running'),
  );
  return (
    <div className="alert-remedy">
      <Button onPress={() => start.run(undefined)} isPending={start.isRunning} command={commands['engine.work']()}>
        Start worker
      </Button>
      {start.fault === null ? null : <FaultNote fault={start.fault} />}
    </div>
  );
}
