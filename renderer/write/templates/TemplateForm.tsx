import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Form, ListBox, ListBoxItem } from 'react-aria-components';
import type { Template } from '../../../contract/templates.ts';
import { useClient } from '../../app/connection.tsx';
import { FaultNote } from '../../app/FaultNote.tsx';
import { goTo } from '../../app/location.ts';
import { useAction } from '../../app/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { countWords } from '../../ui/format/count-words.ts';
import { Field } from '../../ui/Field.tsx';
import './templates.css';

export interface TemplateWords {
  readonly subject: string;
  readonly html: string;
}

interface TemplateFormProps {
  readonly onInsert: (words: TemplateWords) => void;
  readonly onClose: () => void;
}

/** First which template, then what it asks for. */
export function TemplateForm({ onInsert, onClose }: TemplateFormProps): ReactElement {
  const client = useClient();
  const { data: templates } = useQuery({ queryKey: ['templates'], queryFn: () => client.templates.list({}) });
  const [chosen, setChosen] = useState<Template | null>(null);
  if (chosen !== null) return <VariableForm template={chosen} onInsert={onInsert} onBack={() => setChosen(null)} />;
  if (templates === undefined) return <p>Reading the templates.</p>;
  if (templates.length === 0) {
    return (
      <>
        <p>There is no template yet.</p>
        <div className="dialog-actions">
          <Button look="primary" autoFocus onPress={() => goTo('settings')}>
            Write one in Settings
          </Button>
          <Button onPress={onClose}>Not now</Button>
        </div>
      </>
    );
  }
  return (
    <ListBox
      className="template-list"
      aria-label="Templates"
      autoFocus="first"
      items={templates}
      onAction={(key) => setChosen(templates.find(({ id }) => id === key) ?? null)}
    >
      {({ id, name, variables }) => (
        <ListBoxItem id={id} className="template-choice" textValue={name}>
          <span>{name}</span>
          <span className="template-aside">
            {variables.length === 0 ? 'nothing to fill in' : `${countWords(variables.length, 'field')} to fill in`}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

interface VariableFormProps {
  readonly template: Template;
  readonly onInsert: (words: TemplateWords) => void;
  readonly onBack: () => void;
}

/** What is left empty stays in the text as `{{name}}`, and the check line asks for it. */
function VariableForm({ template, onInsert, onBack }: VariableFormProps): ReactElement {
  const client = useClient();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(template.variables.map(({ name, value }) => [name, value ?? ''])),
  );
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const fill = useAction(() => client.templates.fillIn({ id: template.id, values: given }), onInsert);
  return (
    <Form
      className="template-fields"
      onSubmit={(event) => {
        event.preventDefault();
        fill.run(undefined);
      }}
    >
      {template.variables.map(({ name, label }, index) => (
        <Field
          key={name}
          label={label === '' ? name : label}
          value={values[name] ?? ''}
          onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
          autoFocus={index === 0}
        />
      ))}
      {template.variables.length === 0 ? <p>“{template.name}” asks for nothing.</p> : null}
      {fill.fault === null ? null : <FaultNote fault={fill.fault} />}
      <div className="dialog-actions">
        <Button
          look="primary"
          isPending={fill.isRunning}
          onPress={() => fill.run(undefined)}
          autoFocus={template.variables.length === 0}
        >
          Insert “{template.name}”
        </Button>
        <Button onPress={onBack}>Another template</Button>
      </div>
    </Form>
  );
}
