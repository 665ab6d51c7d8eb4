import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useStore } from 'zustand';
import { useClient } from '../app/connection.tsx';
import { goTo } from '../app/location.ts';
import type { DraftSession } from './draft/draft-session.ts';

/** Which signature stands below the message: none, or one of its mailbox. */
export function SignatureTool({ session }: { readonly session: DraftSession }): ReactElement {
  const client = useClient();
  const account = useStore(session.store, ({ composition }) => composition.account);
  const html = useStore(session.store, (state) => state.html);
  const { data: signatures = [] } = useQuery({
    queryKey: ['signatures', account],
    queryFn: () => client.signatures.list({ account }),
  });
  const current = /<section data-signature="([^"]*)"/.exec(html)?.[1] ?? none;
  return (
    <MenuTrigger>
      <Button className="tool">Signature</Button>
      <Popover className="popover" offset={4}>
        <Menu
          className="menu"
          aria-label="Signature"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[current]}
          onAction={(key) => {
            if (key === settings) goTo('settings');
            else void session.sign(key === none ? null : String(key));
          }}
        >
          <MenuItem id={none} className="menu-item">
            No signature
          </MenuItem>
          {signatures.map(({ id, name }) => (
            <MenuItem key={id} id={id} className="menu-item">
              {name}
            </MenuItem>
          ))}
          <MenuItem id={settings} className="menu-item">
            Write signatures in Settings…
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const none = 'none';
const settings = 'settings';
