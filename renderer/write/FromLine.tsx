import type { CSSProperties, ReactElement, ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { AccountRow } from '../../contract/accounts.ts';
import { goTo } from '../app/location.ts';
import { Button as WordButton } from '../ui/Button.tsx';
import { CheckSender } from './CheckSender.tsx';
import { senderVerdict } from './sender-verdict.ts';

export interface FromLineProps {
  readonly account: AccountRow | null;
  readonly accounts: readonly AccountRow[];
  /** Why another mailbox cannot be chosen any more; null when it can. */
  readonly fixedBecause: string | null;
  readonly onChange: (account: AccountRow) => void;
  readonly children?: ReactNode;
}

/** Who sends: the first line, with the mailbox's own colour and what it may do. */
export function FromLine({ account, accounts, fixedBecause, onChange, children }: FromLineProps): ReactElement {
  const verdict = account === null ? null : senderVerdict(account);
  const index = account === null ? 0 : accounts.indexOf(account);
  return (
    <div className="line from-line">
      <span className="line-label">From</span>
      <div className="from-sender" style={{ '--mailbox-turn': String(Math.max(0, index) * 137) } as CSSProperties}>
        <span className="from-address">{account === null ? 'A mailbox that is not connected' : nameOf(account)}</span>
        {verdict === null ? null : (
          <span className="from-verdict" data-level={verdict.tone}>
            {verdict.words}
          </span>
        )}
        {account === null ? null : <CheckSender account={account} />}
        {account?.state === 'signInNeeded' ? (
          <WordButton look="quiet" onPress={() => goTo('signIn', account.id)}>
            Sign in
          </WordButton>
        ) : null}
        {account !== null && fixedBecause === null ? (
          <MenuTrigger>
            <Button className="button button-quiet">Change…</Button>
            <Popover className="popover" offset={4}>
              <Menu className="menu" aria-label="Send from">
                {accounts
                  .filter((other) => other !== account)
                  .map((other) => (
                    <MenuItem
                      key={other.id}
                      id={other.id}
                      className="menu-item"
                      textValue={nameOf(other)}
                      onAction={() => onChange(other)}
                    >
                      <span>{nameOf(other)}</span>
                      <span className="from-verdict">{senderVerdict(other).words}</span>
                    </MenuItem>
                  ))}
                <MenuItem id="add" className="menu-item" onAction={() => goTo('settings')}>
                  Another mailbox…
                </MenuItem>
              </Menu>
            </Popover>
          </MenuTrigger>
        ) : null}
        {accounts.length > 1 && fixedBecause !== null ? (
          <WordButton look="quiet" unavailable={fixedBecause} onPress={() => undefined}>
            Change…
          </WordButton>
        ) : null}
      </div>
      {children}
    </div>
  );
}

function nameOf({ name, address }: AccountRow): string {
  return name === null ? address : `${name} <${address}>`;
}
