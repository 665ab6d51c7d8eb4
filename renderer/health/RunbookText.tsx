import type { ReactElement } from 'react';
import Markdown from 'react-markdown';
import { Button } from '../ui/Button.tsx';

const pageName = /^([a-z0-9-]{1,80})\.md$/;

/** A page of Markdown. Only its links to other pages lead somewhere: all else of docs/ is not here. */
export function RunbookText(props: { readonly text: string; readonly onOpen: (name: string) => void }): ReactElement {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="runbook" tabIndex={0} role="region" aria-label="The page">
      <Markdown
        skipHtml
        components={{
          a({ href, children }) {
            const name = pageName.exec(href ?? '')?.[1];
            if (name === undefined) return <>{children}</>;
            return (
              <Button look="quiet" onPress={() => props.onOpen(name)}>
                {children}
              </Button>
            );
          },
          img: () => null,
        }}
      >
        {props.text}
      </Markdown>
    </div>
  );
}
