import type { FileDetail } from '../../contract/files.ts';
import { formatSecond } from '../ui/format/format-time.ts';
import type { WaybillStage } from '../ui/Waybill.tsx';

type Way = Pick<FileDetail, 'noticedAt' | 'queuedAt' | 'startedAt' | 'storedAt'> & {
  readonly row: Pick<FileDetail['row'], 'state'>;
};

/** The way in, as far as it is known. A link and a message that is gone end before the download. */
export function fileWaybill(way: Way, nowMs: number): readonly WaybillStage[] {
  const { state } = way.row;
  const time = (at: string | null): string | null => (at === null ? null : formatSecond(at, nowMs));
  const noticed: WaybillStage = { name: 'Noticed', time: time(way.noticedAt), progress: 'done' };
  const queued: WaybillStage = { name: 'Queued', time: time(way.queuedAt), progress: 'done' };
  const downloading: WaybillStage = { name: 'Downloading', time: time(way.startedAt), progress: 'ahead' };
  const stored: WaybillStage = { name: 'Stored', time: time(way.storedAt), progress: 'ahead' };
  switch (state) {
    case 'queued':
      return [noticed, { ...queued, progress: 'now' }, downloading, stored];
    case 'downloading':
      return [noticed, queued, { ...downloading, progress: 'now' }, stored];
    case 'needsYou':
      return way.startedAt === null
        ? [noticed, { ...queued, progress: 'now' }, downloading, stored]
        : [noticed, queued, { ...downloading, progress: 'now' }, stored];
    case 'stored':
      return [noticed, queued, { ...downloading, progress: 'done' }, { ...stored, progress: 'done' }];
    case 'link':
      return [noticed, { ...queued, name: 'Link', progress: 'done' }];
    case 'gone':
      return [noticed, queued, { name: 'Gone', time: null, progress: 'now' }];
  }
}
