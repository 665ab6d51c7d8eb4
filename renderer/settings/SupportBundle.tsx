import { useState, type ReactElement } from 'react';
import type { SupportBundle as Bundle } from '../../contract/support.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { BundleDialog } from './BundleDialog.tsx';

/** Makes a support bundle and shows all of it before anything is saved. */
export function SupportBundle(): ReactElement {
  const client = useClient();
  const [bundle, setBundle] = useState<Bundle | null>(null);
  const prepare = useAction(() => client.support.prepare({}), setBundle);
  return (
    <div className="telemetry">
      <p>
        <span className="setting-label">Support bundle</span>
        <span className="setting-about">
          For whoever helps you: versions, settings, numbers and the log, without addresses, names, places or secrets.
          You read it before it is saved, and nobody has it until you send it.
        </span>
      </p>
      <div className="ingest-actions">
        <Button
          isPending={prepare.isRunning}
          onPress={() => prepare.run(undefined)}
          command={commands['support.prepare']()}
        >
          {prepare.isRunning ? 'Putting it together…' : 'Prepare a support bundle…'}
        </Button>
      </div>
      {prepare.fault === null ? null : <FaultNote fault={prepare.fault} />}
      {bundle === null ? null : <BundleDialog bundle={bundle} onClose={() => setBundle(null)} />}
    </div>
  );
}
