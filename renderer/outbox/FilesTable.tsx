import type { ReactElement } from 'react';
import { formatBytes, formatShare } from '../ui/format/format-bytes.ts';
import { truncateMiddle } from '../ui/format/truncate-middle.ts';
import { Ribbon } from '../ui/Ribbon.tsx';
import { fileWords, isMoving } from './describe-row.ts';
import type { OutboxMemory } from './outbox-memory.ts';

/** The files of a message, each with what the server has confirmed of it. */
export function FilesTable({
  memory,
  nowMs,
}: {
  readonly memory: OutboxMemory;
  readonly nowMs: number;
}): ReactElement | null {
  const { row } = memory;
  if (row.attachments.length === 0) return null;
  return (
    <table className="table files-table" aria-label="Files">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col" className="number files-size">
            Size
          </th>
          <th scope="col" className="files-ribbon">
            Server-confirmed
          </th>
          <th scope="col" className="files-state">
            State
          </th>
        </tr>
      </thead>
      <tbody>
        {row.attachments.map((file, index) => {
          const { words, tone } = fileWords(row, file, nowMs);
          const share = formatShare(file.confirmedBytes, file.sizeBytes);
          return (
            <tr key={`${index} ${file.sha256}`}>
              <td className="files-name" title={file.name}>
                <bdi>{truncateMiddle(file.name, 44)}</bdi>
              </td>
              <td className="number">{formatBytes(file.sizeBytes)}</td>
              <td>
                <Ribbon
                  label={file.name}
                  totalBytes={file.sizeBytes}
                  confirmedBytes={file.confirmedBytes}
                  isMoving={isMoving(row, nowMs) && file.state === 'uploading'}
                  restartedAtBytes={file.restart?.atBytes ?? null}
                  valueText={`${share}, ${words}`}
                />
              </td>
              <td className="tone" data-tone={tone}>
                {words}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
