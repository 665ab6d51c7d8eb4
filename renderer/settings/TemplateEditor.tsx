import { useState, type ReactElement } from 'react';
import type { Template, TemplateVariable } from '../../contract/templates.ts';
import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { Field } from '../ui/Field.tsx';
import { MessageEditor } from '../write/editor/MessageEditor.tsx';
import { createPictureShelf } from '../write/editor/picture-shelf.ts';
import { SaveActions } from './SaveActions.tsx';
import './stationery.css';

export interface TemplateEditorProps {
  readonly template: Template | null;
  readonly onSaved: (template: Template) => void;
  readonly onClose: () => void;
}

/** Name, subject and text; below, a line for each `{{variable}}` that stands in them. */
export function TemplateEditor({ template, onSaved, onClose }: TemplateEditorProps): ReactElement {
  const client = useClient();
  const [name, setName] = useState(template?.name ?? '');
  const [subject, setSubject] = useState(template?.subject ?? '');
  const [html, setHtml] = useState(template?.html ?? '');
  const [told, setTold] = useState<readonly TemplateVariable[]>(template?.variables ?? []);
  const [notice, setNotice] = useState<string | null>(null);
  const [pictures] = useState(() => createPictureShelf(() => Promise.resolve(null)));
  const variables = namesIn(`${subject} ${html}`).map(
    (one) => told.find((variable) => variable.name === one) ?? { name: one, label: '', value: null },
  );
  const save = useAction(
    () => client.templates.save({ id: template?.id ?? null, name: name.trim(), subject, html, variables }),
    onSaved,
  );

  function tell(changed: TemplateVariable): void {
    setTold((before) => [...before.filter((variable) => variable.name !== changed.name), changed]);
  }

  return (
    <div className="stationery-form">
      <Field label="Name" value={name} onChange={setName} autoFocus />
      <Field label="Subject" value={subject} onChange={setSubject} />
      <MessageEditor
        html={template?.html ?? ''}
        label="Template text"
        pictures={pictures}
        focusOnOpen={false}
        onChange={setHtml}
        takesPictures={false}
        onPicture={doNothing}
        onFiles={() => setNotice('A template holds words and no files. Attach them to the message.')}
        onNotice={setNotice}
      />
      {notice === null ? null : <p role="status">{notice}</p>}
      <p className="field-description">Write {'{{customer_name}}'} where something is to be filled in.</p>
      {variables.map((variable) => (
        <div key={variable.name} className="template-variable" role="group" aria-label={variable.name}>
          <Field
            label={`Question for {{${variable.name}}}`}
            value={variable.label}
            onChange={(label) => tell({ ...variable, label })}
          />
          <Field
            label="Unless told otherwise"
            value={variable.value ?? ''}
            onChange={(value) => tell({ ...variable, value: value === '' ? null : value })}
          />
        </div>
      ))}
      <SaveActions what="template" name={name} save={save} onClose={onClose} />
    </div>
  );
}

/** As the engine reads them, which has the last word. */
function namesIn(words: string): readonly string[] {
  const found = words.matchAll(/\{\{((?:[\p{L}\p{N}_. \u00A0-]|&nbsp;){1,100})\}\}/gu);
  const names = [...found].map(([, inside = '']) => inside.replace(/&nbsp;|\u00A0/g, ' ').trim());
  return [...new Set(names)].filter((name) => name !== '');
}

function doNothing(): void {}
