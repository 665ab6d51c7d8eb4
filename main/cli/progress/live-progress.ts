import cliProgress, { type MultiBar, type SingleBar } from 'cli-progress';
import { printable } from '../printable.ts';
import { attachmentWords, describeProgress, type WatchedRow } from './describe-progress.ts';
import { formatShare } from './format-amount.ts';
import { createRateMeter, type RateMeter } from './measure-rate.ts';
import type { Progress } from './progress.ts';

interface Lines {
  readonly headline: SingleBar;
  readonly attachments: readonly SingleBar[];
  readonly rate: RateMeter;
}

/** For a terminal: one live line for each message and, beneath it, one for each attachment. */
export function createLiveProgress(stream: NodeJS.WriteStream, nowMs: () => number): Progress {
  const bars = new cliProgress.MultiBar({
    stream,
    format: '  {bar} {words}',
    barsize: 20,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    emptyOnZero: true,
    autopadding: false,
    linewrap: false,
  });
  const lines = new Map<string, Lines>();
  return {
    show(row) {
      const of = lines.get(row.id) ?? addLines(bars, row);
      lines.set(row.id, of);
      of.rate.add(nowMs(), row.confirmedBytes);
      of.headline.update({ words: printable(describeProgress(row, of.rate.bytesPerSecond(), nowMs())) });
      row.attachments.forEach((file, index) => {
        const words = `${file.name} · ${attachmentWords[file.state]} · ${formatShare(file.confirmedBytes, file.sizeBytes)}`;
        of.attachments[index]?.update(file.confirmedBytes, { words: printable(words) });
      });
    },
    stop() {
      if (lines.size > 0) bars.update();
      bars.stop();
    },
  };
}

function addLines(bars: MultiBar, row: WatchedRow): Lines {
  return {
    headline: bars.create(1, 0, { words: '' }, { format: '{words}' }),
    attachments: row.attachments.map((file) => bars.create(file.sizeBytes, file.confirmedBytes, { words: file.name })),
    rate: createRateMeter(),
  };
}
