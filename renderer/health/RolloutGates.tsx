import type { ReactElement } from 'react';
import type { RolloutGate, RolloutStatus } from '../../contract/flags.ts';
import { formatCount } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { gateNames, observedWords, thresholdWords, verdictWords } from './rollout-words.ts';

/** Every rung from the lowest on; where it stands, each gate of the next one. */
export function RolloutGates({
  status,
  nowMs,
}: {
  readonly status: RolloutStatus;
  readonly nowMs: number;
}): ReactElement {
  const { ladder, percent, gates } = status;
  // Somebody may have set a percentage between two rungs, or none at all.
  const rungs = [...new Set([...ladder, percent])].toSorted((a, b) => a - b);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="rollout-ladder" tabIndex={0} role="region" aria-label="Steps and gates">
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Gate</th>
            {['Objective', 'Seen', 'Sample'].map((name) => (
              <th key={name} scope="col" className="amount">
                {name}
              </th>
            ))}
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        {rungs.map((rung) => (
          <tbody key={rung} data-here={rung === percent || undefined}>
            {rung !== percent ? (
              <tr>
                <th scope="row">{rung} %</th>
                <td colSpan={4} />
                <td className="tone" data-tone={rung < percent ? 'moss' : 'ink'}>
                  {rung < percent ? 'passed' : 'to come'}
                </td>
              </tr>
            ) : (
              <>
                <tr>
                  <th scope="row">{rung} %</th>
                  <td colSpan={4} />
                  <td>{status.since === null ? 'here' : `here since ${formatTime(status.since, nowMs)}`}</td>
                </tr>
                {gates.map((gate) => (
                  <GateRow key={gate.metric} gate={gate} />
                ))}
              </>
            )}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function GateRow({ gate }: { readonly gate: RolloutGate }): ReactElement {
  const { words, tone } = verdictWords[gate.verdict];
  return (
    <tr>
      <td />
      <td>{gateNames[gate.metric]}</td>
      <td className="amount">{thresholdWords(gate)}</td>
      <td className="amount">{observedWords(gate)}</td>
      <td className="amount">{gate.sample === null ? '–' : formatCount(gate.sample)}</td>
      <td className="tone" data-tone={tone} title={gate.why}>
        {words}
      </td>
    </tr>
  );
}
