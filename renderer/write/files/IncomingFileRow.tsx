import type { ReactElement } from 'react';
import { useConnectionState } from '../../app/connection.tsx';
import { Button } from '../../ui/Button.tsx';
import { formatBytes, formatShare } from '../../ui/format/format-bytes.ts';
import { Ribbon } from '../../ui/Ribbon.tsx';
import { FileName } from './FileName.tsx';
import { AllowDrive } from './AllowDrive.tsx';
import { type IncomingFile, isShareable } from './incoming-files.ts';

export interface IncomingFileRowProps {
  readonly file: IncomingFile;
  /** The mailbox that it goes from. */
  readonly address: string;
  readonly onDismiss: () => void;
  readonly onShare: () => void;
  readonly onChooseAgain: () => void;
}

/** A file that is not the message's yet: it is being copied, was refused, or its copying was interrupted. */
export function IncomingFileRow({
  file,
  address,
  onDismiss,
  onShare,
  onChooseAgain,
}: IncomingFileRowProps): ReactElement {
  const isConnected = useConnectionState() === 'connected';
  const mustBeAllowed = file.error?.error_code === 'drive_consent_needed';
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
          <div className="file-reason">
            <span role="alert">
              {file.error?.message} {file.error?.remediation}
            </span>
            {mustBeAllowed ? <AllowDrive address={address} onAllowed={onShare} /> : null}
          </div>
          <span className="file-actions">
            {isShareable(file) && !mustBeAllowed ? (
              <Button look="quiet" label={`Share as link: ${file.name}`} onPress={onShare}>
                Share as link
              </Button>
            ) : null}
            <Button look="quiet" label={`Dismiss ${file.name}`} onPress={onDismiss}>
              Dismiss
            </Button>
          </span>
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
