import { useState, type ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { keysOf, useShortcut } from '../../app/use-shortcut.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Tool } from '../editor/Tool.tsx';
import { TemplateForm, type TemplateWords } from './TemplateForm.tsx';

/** Opens the templates; what is chosen and filled in goes to where the cursor was. */
export function TemplateTool({ onInsert }: { readonly onInsert: (words: TemplateWords) => void }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  useShortcut('template', () => setOpen(true));
  return (
    <>
      <Tool label="Insert a template" keys={keysOf('template')}>
        <Button className="tool" onPress={() => setOpen(true)}>
          Template
        </Button>
      </Tool>
      <Dialog title="Insert a template" isOpen={isOpen} onClose={() => setOpen(false)}>
        <TemplateForm
          onClose={() => setOpen(false)}
          onInsert={(words) => {
            setOpen(false);
            onInsert(words);
          }}
        />
      </Dialog>
    </>
  );
}
