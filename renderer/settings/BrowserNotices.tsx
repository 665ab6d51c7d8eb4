import { useState, type ReactElement } from 'react';
import { mayNotify } from '../app/may-notify.ts';
import { setPreferences, usePreferences } from '../app/preferences.ts';
import { Toggle } from '../ui/Toggle.tsx';

/** Asks the browser, and only when a person wants it: a page that asks by itself is refused for good. */
export function BrowserNotices(): ReactElement {
  const isWanted = usePreferences(({ notices }) => notices);
  const [permission, setPermission] = useState(mayNotify);

  async function choose(next: boolean): Promise<void> {
    if (next && permission === 'notAsked') {
      await Notification.requestPermission();
      setPermission(mayNotify());
    }
    setPreferences({ notices: next && mayNotify() === 'allowed' });
  }

  if (permission === 'elsewhere') {
    return <p className="setting-about">The system shows them. Whether it may is set in the system.</p>;
  }
  return (
    <div>
      <Toggle isOn={isWanted && permission === 'allowed'} onChange={(next) => void choose(next)}>
        Notifications of this browser, while this page is open and you look elsewhere
      </Toggle>
      {permission === 'refused' ? (
        <p className="setting-about">
          The browser refuses them for this page. Allow them beside its address bar, then turn this on.
        </p>
      ) : null}
    </div>
  );
}
