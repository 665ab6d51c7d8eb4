import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState, type ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components';
import { z } from 'zod';
import { type Template, templateDocument } from '../../contract/templates.ts';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { fetchedLater } from '../app/fetched-later.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { offerBytes } from './offer-bytes.ts';
import './stationery.css';

/** With the editor, which the first screen does without. */
const TemplateEditor = fetchedLater(() => import('./TemplateEditor.tsx').then((file) => file.TemplateEditor));

/** Texts that are used again and again. */
export function Templates(): ReactElement {
  useEffect(() => TemplateEditor.fetchSoon(), []);
  const client = useClient();
  const queries = useQueryClient();
  const { data: templates = [] } = useQuery({ queryKey: ['templates'], queryFn: () => client.templates.list({}) });
  const [editing, setEditing] = useState<{ readonly template: Template | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const changed = () => void queries.invalidateQueries({ queryKey: ['templates'] });
  const remove = useAction(
    ({ id }: Template) => client.templates.remove({ id }),
    () => {
      changed();
      announce('Template deleted');
    },
  );
  const bringIn = useAction(
    (documents: readonly z.infer<typeof templateDocument>[]) => client.templates.import({ templates: [...documents] }),
    ({ added, replaced }) => {
      changed();
      announce(`${String(added)} added, ${String(replaced)} replaced`);
    },
  );

  async function read(file: File): Promise<void> {
    setProblem(null);
    try {
      bringIn.run(z.array(templateDocument).parse(JSON.parse(await file.text())));
    } catch {
      setProblem(`${file.name} is no list of templates. Nothing was changed.`);
    }
  }

  function exportAll(): void {
    const documents = templates.map(({ id: _id, ...document }) => document);
    const json = new Blob([`${JSON.stringify(documents, null, 2)}\n`], { type: 'application/json' });
    void offerBytes(json, 'mailroom-templates.json', 'application/json');
  }

  const fault = remove.fault ?? bringIn.fault;
  return (
    <>
      <ul className="accounts" aria-label="Templates">
        {templates.map((template) => (
          <li key={template.id} className="account">
            <span className="account-spine" aria-hidden />
            <span>
              <b>{template.name}</b>
              <span className="account-facts">{factsOf(template)}</span>
            </span>
            <Button label={`Change ${template.name}`} onPress={() => setEditing({ template })}>
              Change…
            </Button>
            <Button
              look="quiet"
              label={`Delete ${template.name}`}
              onPress={() => remove.run(template)}
              command={commands['templates.remove'](template.name)}
            >
              Delete
            </Button>
          </li>
        ))}
      </ul>
      {problem === null ? null : <p role="alert">{problem}</p>}
      {fault === null ? null : <FaultNote fault={fault} />}
      <div className="stationery-actions">
        <Button onPress={() => setEditing({ template: null })}>New template…</Button>
        <FileTrigger
          acceptedFileTypes={['application/json']}
          onSelect={(files) => {
            for (const file of files ?? []) void read(file);
          }}
        >
          <Button onPress={doNothing} command={commands['templates.import']()}>
            Import…
          </Button>
        </FileTrigger>
        {templates.length === 0 ? null : (
          <Button onPress={exportAll} command={commands['templates.list']()}>
            Export all
          </Button>
        )}
      </div>
      <Dialog
        title={editing?.template === null ? 'New template' : 'Change the template'}
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        size="wide"
      >
        <Suspense fallback={<p>Fetching the editor.</p>}>
          {editing === null ? null : (
            <TemplateEditor
              template={editing.template}
              onSaved={({ name }) => {
                setEditing(null);
                changed();
                announce(`Template ${name} is saved`);
              }}
              onClose={() => setEditing(null)}
            />
          )}
        </Suspense>
      </Dialog>
    </>
  );
}

function factsOf({ variables }: Template): string {
  if (variables.length === 0) return 'Nothing to fill in';
  return `Asks for ${variables.map(({ name, label }) => (label === '' ? name : label)).join(', ')}`;
}

/** The trigger around it opens the dialog. */
function doNothing(): void {}
