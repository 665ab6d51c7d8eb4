import { useState, type ReactElement } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { SupportBundle } from '../../contract/support.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { FoundText } from './FoundText.tsx';
import { offerBytes } from './offer-bytes.ts';

export interface BundleDialogProps {
  readonly bundle: SupportBundle;
  readonly onClose: () => void;
}

/** Every file of a bundle, whole, to be read and searched; what is saved is byte for byte this. */
export function BundleDialog({ bundle, onClose }: BundleDialogProps): ReactElement {
  const client = useClient();
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const save = useAction(
    () => client.support.save({ id: bundle.id }),
    ({ fileName, bytes }) => {
      void offerBytes(bytes, fileName);
      setSavedAs(fileName);
      announce(`${fileName} saved`);
    },
  );
  return (
    <Dialog
      title="Support bundle"
      isOpen
      onClose={onClose}
      command={commands['support.save']('mailroom-support.zip')}
      size="wide"
      actions={
        <>
          <Button look="primary" isPending={save.isRunning} onPress={() => save.run(undefined)}>
            Save as ZIP
          </Button>
          <Button onPress={onClose}>Close</Button>
          <span className="bundle-said">
            {savedAs === null
              ? 'Nothing is saved or sent yet.'
              : `${savedAs} is saved. Nobody has it until you send it.`}
          </span>
        </>
      }
    >
      <Tabs className="bundle">
        <TabList aria-label="Files of the bundle" className="bundle-files">
          {bundle.files.map(({ name, text }) => (
            <Tab key={name} id={name} className="bundle-file">
              {name} <span>{formatBytes(new TextEncoder().encode(text).length)}</span>
            </Tab>
          ))}
        </TabList>
        {bundle.files.map(({ name, what, text }) => (
          <TabPanel key={name} id={name} className="bundle-panel">
            <FoundText label={name} about={what} text={text} />
          </TabPanel>
        ))}
      </Tabs>
      {save.fault === null ? null : <FaultNote fault={save.fault} />}
    </Dialog>
  );
}
