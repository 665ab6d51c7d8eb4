import type { ReactElement } from 'react';
import type { FileRow } from '../../contract/files.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';

/** What is known of a file that is not shown, and why it is not. */
export function PreviewFacts({ file, words }: { readonly file: FileRow; readonly words: string }): ReactElement {
  const facts = [
    ['Called by its sender', file.contentType],
    ['Size', file.sizeBytes === null ? '' : formatBytes(file.sizeBytes)],
    ['SHA-256', file.sha256 ?? ''],
  ].filter(([, value]) => value !== '');
  return (
    <div className="preview-facts">
      <p role="status">{words}</p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
