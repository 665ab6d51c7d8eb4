import type { ReactElement, ReactNode } from 'react';
import type { JobId } from '../../contract/ids.ts';
import type { JobDetail } from '../../contract/jobs.ts';
import { copyText } from '../app/copy-text.ts';
import { goTo } from '../app/location.ts';
import { keysOf } from '../app/use-shortcut.ts';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format/format-bytes.ts';

const mostFiles = 20;

/** What the job is about, each with a way there: its message, its files, and the jobs before and after it. */
export function JobLinks({
  detail,
  onOpen,
}: {
  readonly detail: JobDetail;
  readonly onOpen: (id: JobId) => void;
}): ReactElement {
  const { row, files, replayOf, replayedBy } = detail;
  const { outboxId } = row;
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    ['Message', row.subject === null && outboxId === null ? null : messageLink(row.subject ?? 'Message', outboxId)],
    ['Mailbox', row.mailbox],
    ['Files', files.length === 0 ? null : <FileLinks key="files" files={files} />],
    ['Took the place of', replayOf === null ? null : jobLink(replayOf, onOpen)],
    ['Replaced by', replayedBy === null ? null : jobLink(replayedBy, onOpen)],
    ['Correlation id', row.correlationId === null ? null : <span className="mono">{row.correlationId}</span>],
    ['Job', <JobIdButton key="id" id={row.id} kind={row.kind} />],
  ];
  return (
    <dl className="job-facts">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function messageLink(subject: string, outboxId: string | null): ReactNode {
  if (outboxId === null) return <bdi>{subject}</bdi>;
  return (
    <Button look="quiet" onPress={() => goTo('outbox', outboxId)} label={`Open “${subject}” in the Outbox`}>
      {subject}
    </Button>
  );
}

function jobLink(id: JobId, onOpen: (id: JobId) => void): ReactNode {
  return (
    <Button look="quiet" onPress={() => onOpen(id)}>
      Job {id}
    </Button>
  );
}

function JobIdButton({ id, kind }: { readonly id: JobId; readonly kind: string }): ReactElement {
  return (
    <>
      <span className="mono">
        {id} {kind}
      </span>
      <Button look="quiet" onPress={() => copyText(id, 'Id copied')} keys={keysOf('copyId')}>
        Copy id
      </Button>
    </>
  );
}

function FileLinks({ files }: { readonly files: JobDetail['files'] }): ReactElement {
  return (
    <ul>
      {files.slice(0, mostFiles).map(({ id, name, state, sizeBytes }) => (
        <li key={id}>
          <Button look="quiet" onPress={() => goTo('files', id)} label={`Open ${name} in Files`}>
            {name}
          </Button>
          <span className="job-file-state">{sizeBytes === null ? state : `${formatBytes(sizeBytes)}, ${state}`}</span>
        </li>
      ))}
      {files.length > mostFiles ? <li>and {files.length - mostFiles} more</li> : null}
    </ul>
  );
}
