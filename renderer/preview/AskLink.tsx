import { useEffect, type ReactElement } from 'react';
import type { OutsideLink } from '../../contract/outside-link.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { readLink } from './read-link.ts';

interface AskLinkProps {
  readonly href: string;
  readonly onClose: () => void;
}

/** Says where a link of a stranger really leads before anything opens. The desktop asks in a dialog of its own. */
export function AskLink({ href, onClose }: AskLinkProps): ReactElement | null {
  const link = readLink(href);
  const isAskedOutside = link !== null && window.mailroom !== undefined;
  useEffect(() => {
    if (!isAskedOutside) return;
    openOutside(link);
    onClose();
  }, [isAskedOutside, link, onClose]);
  if (isAskedOutside) return null;

  const copy = (): void => {
    void navigator.clipboard.writeText(href).then(() => announce('Address copied'));
    onClose();
  };
  const openIt = (found: OutsideLink): void => {
    openOutside(found);
    onClose();
  };
  return (
    <Dialog
      title={link === null ? 'This link is not opened' : `Open ${link.target}?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          {link === null ? null : (
            <Button look="primary" onPress={() => openIt(link)}>
              Open
            </Button>
          )}
          <Button onPress={copy}>Copy address</Button>
          <Button onPress={onClose}>Cancel</Button>
        </>
      }
    >
      <p>{link === null ? 'Only encrypted pages (https) and mail addresses are.' : 'It opens outside Mailroom.'}</p>
      <p className="preview-address mono">{link?.href ?? href}</p>
    </Dialog>
  );
}

function openOutside({ href }: OutsideLink): void {
  window.open(href, '_blank', 'noopener,noreferrer');
}
