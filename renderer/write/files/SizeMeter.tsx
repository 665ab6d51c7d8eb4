import type { ReactElement } from 'react';
import { Meter } from 'react-aria-components';
import type { Composition } from '../../../contract/compose.ts';
import { countWords } from '../../ui/format/count-words.ts';
import { locale } from '../../ui/format/locale.ts';
import { readSizeMeter } from './size-meter.ts';

export interface SizeMeterProps {
  readonly size: Composition['size'];
  readonly copyingBytes: number;
  readonly count: number;
}

/** How much of the smallest limit the message takes once it is encoded, and whose limit that is. */
export function SizeMeter({ size, copyingBytes, count }: SizeMeterProps): ReactElement {
  const { share, tone, text } = readSizeMeter(size, copyingBytes, locale);
  return (
    <Meter
      className="size-meter"
      value={share * 100}
      valueLabel={text}
      aria-label="Size of the message"
      data-level={tone}
    >
      <strong>{countWords(count, 'file')}</strong>
      <span className="size-meter-bar">
        <svg width="100%" height="4" aria-hidden preserveAspectRatio="none">
          <rect width={`${String(share * 100)}%`} height="4" fill="currentColor" />
        </svg>
      </span>
      <span className="size-meter-words">{text}</span>
    </Meter>
  );
}
