import { useState, type ReactElement } from 'react';
import { measures, type HealthReport, type HealthSeries, type HealthSpan } from '../../contract/health.ts';
import { commands } from '../app/commands.ts';
import { useOpenCommand } from '../app/use-copy-command.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { formatDuration, formatTime } from '../ui/format/format-time.ts';
import { AlertList } from './AlertList.tsx';
import { useHealth } from './health-state.ts';
import { MeasurePanel } from './MeasurePanel.tsx';
import { MeasureTable } from './MeasureTable.tsx';
import { spanWords } from './measure-words.ts';
import { RolloutLadder } from './RolloutLadder.tsx';
import { useHealthSeries } from './use-health-series.ts';
import './HealthPage.css';

const nowhere: HealthSeries = { at: [], values: { uploadRate: [], confirmation: [], backlog: [], errors: [] } };

/** How it goes: in one sentence, in four curves, and in what needs somebody. Rows O1 to O3. */
export function HealthPage(): ReactElement {
  const { report, isLive } = useHealth();
  const [span, setSpan] = useState<HealthSpan>('hour');
  const [isTable, setTable] = useState(false);
  const nowMs = useNow();
  useOpenCommand(commands['health.now']());
  const series = useHealthSeries(span) ?? nowhere;
  const isStale = report !== null && !isLive;
  const words = emptyWords(report, nowMs);
  return (
    <div className="health" data-region="detail">
      <header className="health-head">
        <h1 data-level={report?.level}>{report === null ? 'Asking how it goes' : report.verdict}</h1>
        <p>
          {report === null ? 'The engine has not told yet.' : checkedWords(report, isStale, nowMs)}{' '}
          <Button look="quiet" onPress={() => setTable(!isTable)}>
            {isTable ? 'Show the curves' : 'Show the numbers as a table'}
          </Button>
        </p>
        <Choice label="Span" isLabelHidden value={span} options={spanWords} onChange={setSpan} />
      </header>
      {isTable ? (
        <MeasureTable report={report} series={series} nowMs={nowMs} emptyWords={words} />
      ) : (
        <div className="measures">
          {measures.map((measure) => (
            <MeasurePanel
              key={measure}
              measure={measure}
              state={report?.measures[measure] ?? null}
              series={series}
              span={span}
              nowMs={nowMs}
              isStale={isStale}
              emptyWords={words}
            />
          ))}
        </div>
      )}
      <div className="health-foot">
        <AlertList alerts={report?.alerts ?? []} nowMs={nowMs} />
        <RolloutLadder nowMs={nowMs} />
      </div>
    </div>
  );
}

function checkedWords({ at }: HealthReport, isStale: boolean, nowMs: number): string {
  const age = formatDuration(nowMs - Date.parse(at));
  return isStale ? `Last known, ${age} old: the engine cannot be reached.` : `Checked ${age} ago on this computer.`;
}

function emptyWords(report: HealthReport | null, nowMs: number): string {
  if (report === null) return '';
  if (report.firstNumbersAt === null) return 'Nothing happened that could be measured.';
  return `First numbers at ${formatTime(report.firstNumbersAt, nowMs)}.`;
}
