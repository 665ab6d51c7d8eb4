import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactElement } from 'react';
import { useClient } from '../app/connection.tsx';
import { readFault } from '../app/fault.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Dialog.tsx';

const RunbookText = lazy(() => import('./RunbookText.tsx').then((file) => ({ default: file.RunbookText })));

export interface RunbookSheetProps {
  readonly name: string;
  /** Another page, to which this one leads. */
  readonly onOpen: (name: string) => void;
  readonly onClose: () => void;
}

/** What to do, step by step, beside what it is about. */
export function RunbookSheet({ name, onOpen, onClose }: RunbookSheetProps): ReactElement {
  const client = useClient();
  const page = useQuery({ queryKey: ['runbook', name], queryFn: () => client.health.runbook({ name }) });
  return (
    <Sheet title="Runbook" isOpen onClose={onClose} actions={<Button onPress={onClose}>Close</Button>}>
      {page.error === null ? null : <FaultNote fault={readFault(page.error)} />}
      <Suspense fallback={null}>
        {page.data === undefined ? null : <RunbookText text={page.data.text} onOpen={onOpen} />}
      </Suspense>
    </Sheet>
  );
}
