import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import type { FileQuery, FileView } from '../../contract/files.ts';
import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { ask } from './files-question.ts';
import { SaveViewDialog } from './SaveViewDialog.tsx';

const viewsKey = ['files.views'];

/** Searches that somebody keeps, and the one thing that is usually left out. */
export function ViewsMenu({ query }: { readonly query: FileQuery }): ReactElement {
  const client = useClient();
  const queries = useQueryClient();
  const [isNaming, setIsNaming] = useState(false);
  const views = useQuery({ queryKey: viewsKey, queryFn: () => client.files.views.list({}) }).data ?? [];
  const changed = (): void => void queries.invalidateQueries({ queryKey: viewsKey });
  const current = views.find((view) => isSame(view.query, query));
  const save = useAction(
    (name: string) =>
      client.files.views.save({ id: views.find((view) => view.name === name)?.id ?? null, name, query }),
    ({ name }) => {
      setIsNaming(false);
      changed();
      announce(`Saved as ${name}`);
    },
  );
  const remove = useAction((view: FileView) => client.files.views.remove({ id: view.id }), changed);
  return (
    <>
      <MenuTrigger>
        <AriaButton className="button button-quiet">{current?.name ?? 'Views'}</AriaButton>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu className="menu" aria-label="Views">
            {views.length === 0 ? null : (
              <MenuSection>
                <Header className="menu-head">Saved searches</Header>
                {views.map((view) => (
                  <MenuItem key={view.id} className="menu-item" textValue={view.name} onAction={() => ask(view.query)}>
                    {view.name}
                  </MenuItem>
                ))}
              </MenuSection>
            )}
            <MenuItem className="menu-item" onAction={() => ask({ text: '', withInline: false })}>
              All files
            </MenuItem>
            <MenuItem className="menu-item" onAction={() => setIsNaming(true)}>
              Save this search…
            </MenuItem>
            {current === undefined ? null : (
              <MenuItem className="menu-item" onAction={() => remove.run(current)}>
                {`Forget “${current.name}”`}
              </MenuItem>
            )}
            <MenuItem className="menu-item" onAction={() => ask({ withInline: !query.withInline })}>
              {query.withInline ? 'Leave out pictures inside text' : 'Show pictures inside text'}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <SaveViewDialog
        isOpen={isNaming}
        names={views.map(({ name }) => name)}
        suggestion={query.text}
        fault={save.fault}
        onClose={() => {
          save.forget();
          setIsNaming(false);
        }}
        onSave={(name) => save.run(name)}
      />
    </>
  );
}

function isSame(a: FileQuery, b: FileQuery): boolean {
  return (
    a.text.trim() === b.text.trim() &&
    a.withInline === b.withInline &&
    a.sort.by === b.sort.by &&
    a.sort.descending === b.sort.descending
  );
}
