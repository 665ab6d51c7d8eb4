import type { ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';

export interface DiscardedNoticeProps {
  readonly title: string;
  readonly onUndo: () => void;
}

/** Stands for ten seconds after Discard; until then nothing is gone. */
export function DiscardedNotice({ title, onUndo }: DiscardedNoticeProps): ReactElement {
  return (
    <div className="write-notice" role="status">
      <p>
        <strong>{title}</strong> is discarded.
      </p>
      <Button look="quiet" onPress={onUndo}>
        Undo
      </Button>
    </div>
  );
}
