import type { ReactElement } from 'react';
import type { Tone } from './tone.ts';
import './Waybill.css';

export interface WaybillStage {
  readonly name: string;
  /** When it was reached: "14:03:10". */
  readonly time: string | null;
  readonly progress: 'done' | 'now' | 'ahead';
}

/** The strip of stages that everything on its way carries. `tone` colours the stage it stands at. */
export function Waybill({
  stages,
  tone,
}: {
  readonly stages: readonly WaybillStage[];
  readonly tone: Tone;
}): ReactElement {
  return (
    <ol className="waybill" aria-label="Waybill" data-tone={tone}>
      {stages.map((stage) => (
        <li
          key={stage.name}
          className={`waybill-stage waybill-${stage.progress}`}
          {...(stage.progress === 'now' ? { 'aria-current': 'step' as const } : {})}
        >
          <b>{stage.name}</b>
          <span>{stage.time}</span>
        </li>
      ))}
    </ol>
  );
}
