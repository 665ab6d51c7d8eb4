import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { List, ListOrdered } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import {
  Button,
  FileTrigger,
  Group,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
  ToggleButton,
  Toolbar,
} from 'react-aria-components';
import { isPicture } from './take-pasted.ts';
import { LinkTool } from './LinkTool.tsx';
import { tableActions } from './table-actions.ts';
import { Tool } from './Tool.tsx';

export interface EditorToolbarProps {
  readonly editor: Editor;
  /** Null where the text takes none. */
  readonly onPictures: ((files: readonly File[]) => void) | null;
  readonly children?: ReactNode;
}

/** One stop of the Tab key; the arrows go along it. */
export function EditorToolbar({ editor, onPictures, children }: EditorToolbarProps): ReactElement {
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      bold: current.isActive('bold'),
      italic: current.isActive('italic'),
      underline: current.isActive('underline'),
      heading: current.isActive('heading'),
      orderedList: current.isActive('orderedList'),
      bulletList: current.isActive('bulletList'),
      table: current.isActive('table'),
    }),
  });
  const run = () => editor.chain().focus();
  return (
    <Toolbar className="tools" aria-label="Text style">
      <Group aria-label="Letters" className="tools-group">
        <Toggle label="Bold" keys="Ctrl B" isOn={active.bold} onPress={() => run().toggleBold().run()}>
          <b>B</b>
        </Toggle>
        <Toggle label="Italic" keys="Ctrl I" isOn={active.italic} onPress={() => run().toggleItalic().run()}>
          <i>I</i>
        </Toggle>
        <Toggle label="Underline" keys="Ctrl U" isOn={active.underline} onPress={() => run().toggleUnderline().run()}>
          <u>U</u>
        </Toggle>
      </Group>
      <Separator orientation="vertical" className="tools-rule" />
      <Group aria-label="Paragraphs" className="tools-group">
        <Toggle label="Heading" isOn={active.heading} onPress={() => run().toggleHeading({ level: 2 }).run()}>
          Heading
        </Toggle>
        <Toggle label="Numbered list" isOn={active.orderedList} onPress={() => run().toggleOrderedList().run()}>
          <ListOrdered size={16} strokeWidth={1.5} aria-hidden />
        </Toggle>
        <Toggle label="Bulleted list" isOn={active.bulletList} onPress={() => run().toggleBulletList().run()}>
          <List size={16} strokeWidth={1.5} aria-hidden />
        </Toggle>
      </Group>
      <Separator orientation="vertical" className="tools-rule" />
      <Group aria-label="Insert" className="tools-group">
        <MenuTrigger>
          <Button className="tool" data-on={active.table || undefined}>
            Table
          </Button>
          <Popover className="popover" offset={4}>
            <Menu className="menu" aria-label="Table" items={tableActions(active.table)}>
              {(action) => (
                <MenuItem id={action.id} className="menu-item" onAction={() => action.run(run())}>
                  {action.words}
                </MenuItem>
              )}
            </Menu>
          </Popover>
        </MenuTrigger>
        <LinkTool editor={editor} />
        {onPictures === null ? null : (
          <FileTrigger
            acceptedFileTypes={['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']}
            allowsMultiple
            onSelect={(files) => onPictures([...(files ?? [])].filter(isPicture))}
          >
            <Button className="tool">Picture</Button>
          </FileTrigger>
        )}
        {children}
      </Group>
    </Toolbar>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly keys?: string;
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Toggle({ label, keys, isOn, onPress, children }: ToggleProps): ReactElement {
  return (
    <Tool label={label} {...(keys === undefined ? {} : { keys })}>
      <ToggleButton className="tool" aria-label={label} isSelected={isOn} onChange={onPress}>
        {children}
      </ToggleButton>
    </Tool>
  );
}
