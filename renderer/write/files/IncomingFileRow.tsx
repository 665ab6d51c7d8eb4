import type { ReactElement } from 'react';
import { useConnectionState } from '../../app/connection.tsx';
import { Button } from '../../ui/Button.tsx';
import { formatBytes, formatShare } from '../../ui/format/format-bytes.ts';
import { Ribbon } from '../../ui/Ribbon.tsx';
import { FileName } from './FileName.tsx';
import type { IncomingFile } from './incoming-files.ts';

export interface IncomingFileRowProps {
  readonly file: IncomingFile;
  readonly onDismiss: () => void;
  readonly onChooseAgain: () => void;
}

/** A file that is not the message's yet: it is being copied, was refused, or its copying was interrupted. */
export function IncomingFileRow({ file, onDismiss, onChooseAgain }: IncomingFileRowProps): ReactElement {
  const isConnected = useConnectionState() === 'connected';
  switch (file.state) {
    case 'copying': {
      const share = formatShare(file.copiedBytes, file.sizeBytes);
      const word = isConnected ? 'Copying' : 'Waiting for the engine';
      return (
        <li className="file">
          <FileName name={file.name} />
          <span className="file-size">{file.sizeBytes === 0 ? '' : formatBytes(file.sizeBytes)}</span>
          <Ribbon
            label={`Copying ${file.name}`}
            totalBytes={file.sizeBytes}
            confirmedBytes={file.copiedBytes}
            isMoving={isConnected}
            valueText={`${share}, ${word}`}
          />
          <span className="file-word" data-tone={isConnected ? 'moving' : 'quiet'}>
            {file.sizeBytes === 0 ? word : `${word}, ${share}`}
          </span>
          <Button look="quiet" label={`Stop copying ${file.name}`} onPress={onDismiss}>
            Stop
          </Button>
        </li>
      );
    }
    case 'refused':
      return (
        <li className="file file-problem">
          <FileName name={file.name} />
          <span className="file-size">{file.sizeBytes === 0 ? '' : formatBytes(file.sizeBytes)}</span>
          <span className="file-reason" role="alert">
            {file.error?.message} {file.error?.remediation}
          </span>
          <Button look="quiet" label={`Dismiss ${file.name}`} onPress={onDismiss}>
            Dismiss
          </Button>
        </li>
      );
    case 'interrupted':
      return (
        <li className="file file-problem">
          <FileName name={file.name} />
          <span className="file-size">{formatBytes(file.sizeBytes)}</span>
          <span className="file-reason">
            Was not copied completely before the window closed.{' '}
            <Button look="quiet" onPress={onChooseAgain}>
              Choose it again
            </Button>
          </span>
          <Button look="quiet" label={`Dismiss ${file.name}`} onPress={onDismiss}>
            Dismiss
          </Button>
        </li>
      );
  }
}
