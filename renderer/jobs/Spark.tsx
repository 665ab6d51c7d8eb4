import type { ReactElement } from 'react';
import { sparkPoints, sparkWords } from './spark-points.ts';

const widthPx = 88;
const heightPx = 18;

/** Deaths in each of the last 24 hours as a line, with the same in words. */
export function Spark({ values }: { readonly values: readonly number[] }): ReactElement {
  return (
    <svg className="spark" width={widthPx} height={heightPx} role="img" aria-label={sparkWords(values)}>
      <polyline points={sparkPoints(values, widthPx, heightPx)} />
    </svg>
  );
}
