import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useState, type ReactElement } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Form, Heading, Popover } from 'react-aria-components';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { isMailableAddress } from './editor-extensions.ts';

/** Makes the selected words a link, or writes the address where nothing is selected. */
export function LinkTool({ editor }: { readonly editor: Editor }): ReactElement {
  const active = useEditorState({ editor, selector: ({ editor: current }) => current.isActive('link') });
  const [isOpen, setIsOpen] = useState(false);
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  function open(next: boolean): void {
    const href: unknown = editor.getAttributes('link')['href'];
    setAddress(typeof href === 'string' ? href : '');
    setProblem(null);
    setIsOpen(next);
  }

  function apply(): void {
    const typed = address.trim();
    if (typed === '' || !isMailableAddress(typed)) {
      setProblem('A link begins with https:, http: or mailto:.');
      return;
    }
    const href = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (editor.state.selection.empty && !active) {
      chain.insertContent({ type: 'text', text: typed, marks: [{ type: 'link', attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
    setIsOpen(false);
  }

  function remove(): void {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    setIsOpen(false);
  }

  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={open}>
      <AriaButton className="tool" data-on={active || undefined}>
        Link
      </AriaButton>
      <Popover className="popover link-tool" offset={4}>
        <Dialog>
          <Heading slot="title">Link</Heading>
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              apply();
            }}
          >
            <Field label="Address" value={address} onChange={setAddress} problem={problem} autoFocus />
          </Form>
          <div className="link-tool-actions">
            <Button look="primary" onPress={apply}>
              {active ? 'Change' : 'Add link'}
            </Button>
            {active ? <Button onPress={remove}>Remove link</Button> : null}
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
