import { Fragment, type ReactElement } from 'react';
import { ribbonCells } from './ribbon-cells.ts';
import './Ribbon.css';

export interface RibbonProps {
  readonly label: string;
  readonly totalBytes: number;
  readonly confirmedBytes: number;
  readonly isMoving: boolean;
  /** The words beside it, for those who do not see the cells: "62 of 118 MB, Uploading". */
  readonly valueText: string;
  readonly restartedAtBytes?: number | null;
  readonly maxCells?: number;
}

/** The chunk ribbon: outlined is to go, hatched is in flight, solid is confirmed by the server. It never claims more. */
export function Ribbon(props: RibbonProps): ReactElement {
  const { totalBytes, confirmedBytes } = props;
  const shape = ribbonCells({
    totalBytes,
    confirmedBytes,
    isMoving: props.isMoving,
    restartedAtBytes: props.restartedAtBytes ?? null,
    maxCells: props.maxCells ?? 40,
  });
  const percent = totalBytes === 0 ? 100 : Math.floor((confirmedBytes * 100) / totalBytes);
  return (
    <span
      className="ribbon"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={props.valueText}
    >
      {shape.cells.map((cell, index) => (
        <Fragment key={index}>
          {index === shape.tickBefore ? <i className="ribbon-tick" /> : null}
          <i className={`ribbon-cell ribbon-${cell}`} />
        </Fragment>
      ))}
      {shape.tickBefore === shape.cells.length ? <i className="ribbon-tick" /> : null}
    </span>
  );
}
