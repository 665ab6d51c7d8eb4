import type { ReactElement } from 'react';
import { Button as AriaButton, GridListItem } from 'react-aria-components';
import { GripVertical } from 'lucide-react';
import type { CompositionFile } from '../../../contract/compose.ts';
import { Button } from '../../ui/Button.tsx';
import { formatBytes, formatShare } from '../../ui/format/format-bytes.ts';
import { formatTimeLeft } from '../../ui/format/format-time.ts';
import { Ribbon } from '../../ui/Ribbon.tsx';
import { describeFile, mayShare, type Standstill } from './file-words.ts';
import { FileName } from './FileName.tsx';

export interface AttachedFileRowProps {
  readonly file: CompositionFile;
  readonly standstill: Standstill | null;
  readonly bytesPerSecond: number | null;
  readonly onRemove: () => void;
  /** Share as a link, or attach instead. */
  readonly onLink: (asLink: boolean) => void;
  /** Of the sender: whom a link is for. */
  readonly domain: string;
}

/** A file that the engine has a snapshot of: its bytes go to the mailbox from here on. */
export function AttachedFileRow(props: AttachedFileRowProps): ReactElement {
  const { file, standstill } = props;
  const left = file.sizeBytes - file.confirmedBytes;
  const estimate = props.bytesPerSecond === null ? null : formatTimeLeft((left * 1000) / props.bytesPerSecond);
  const { word, tone } = describeFile(file, standstill, estimate);
  const isLink = file.path === 'link';
  const isMoving = standstill === null && (file.state === 'uploading' || file.state === 'checking');
  const share = formatShare(file.confirmedBytes, file.sizeBytes);
  return (
    <GridListItem
      id={file.file}
      textValue={`${file.name}, ${formatBytes(file.sizeBytes)}, ${word}`}
      className="file"
      data-file={file.file}
    >
      <AriaButton slot="drag" className="file-grip" aria-label={`Move ${file.name}`}>
        <GripVertical size={14} strokeWidth={1.5} aria-hidden />
      </AriaButton>
      <FileName name={file.name} />
      <span className="file-size">{formatBytes(file.sizeBytes)}</span>
      <Ribbon
        label={file.name}
        totalBytes={file.sizeBytes}
        confirmedBytes={file.confirmedBytes}
        isMoving={isMoving}
        restartedAtBytes={file.restart?.atBytes ?? null}
        valueText={`${share}, ${word}`}
      />
      <span className="file-word" data-tone={tone}>
        {word}
        {isLink && file.state === 'attached' ? (
          <span className="file-audience" title={`People in ${props.domain} can open it.`}>
            {` for ${props.domain}`}
          </span>
        ) : null}
      </span>
      <span className="file-actions">
        {isLink || mayShare(file) ? (
          <Button
            look="quiet"
            label={isLink ? `Attach instead: ${file.name}` : `Share as link: ${file.name}`}
            onPress={() => props.onLink(!isLink)}
          >
            {isLink ? 'Attach instead' : 'Share as link'}
          </Button>
        ) : null}
        <Button look="quiet" label={`Remove ${file.name}`} onPress={props.onRemove}>
          Remove
        </Button>
      </span>
    </GridListItem>
  );
}
