import { useEffect, useEffectEvent, useRef } from 'react';
import { gatherNotices, noNotices, type Notice, noticeWishes } from '../../contract/notices.ts';
import { useOutboxRows } from '../outbox/outbox-rows.ts';
import { goTo } from './location.ts';
import { mayNotify } from './may-notify.ts';
import { usePreferences } from './preferences.ts';
import { useStream } from './use-stream.ts';

/** Tells of ends while nobody looks at this page, where a person has allowed it. The desktop does so by itself. */
export function useNotices(): void {
  const isOn = usePreferences(({ notices }) => notices) && mayNotify() === 'allowed';
  const wishes = useRef(noNotices);
  useStream(
    isOn ? 'notices' : null,
    (client, signal) => client.settings.watch({}, { signal }),
    (listed) => {
      wishes.current = noticeWishes(listed);
    },
  );
  const nowWished = useEffectEvent(() => wishes.current);
  useEffect(() => {
    if (!isOn) return;
    const notify = gatherNotices({
      wishes: nowWished,
      isLookedAt: () => document.hasFocus(),
      nowMs: () => Date.now(),
      later: (work, delayMs) => void window.setTimeout(work, delayMs),
      show,
    });
    return useOutboxRows.subscribe(({ byId }, before) => {
      if (byId === before.byId) return;
      for (const [id, { row }] of byId) {
        const known = before.byId.get(id)?.row;
        if (known !== row) notify(known, row);
      }
    });
  }, [isOn]);
}

/** Two windows say it once: the same tag is the same notification. */
function show({ title, body, id }: Notice): void {
  const notification = new Notification(title, { body, tag: `mailroom:${id ?? 'outbox'}`, icon: '/icon.svg' });
  notification.addEventListener('click', () => {
    window.focus();
    goTo('outbox', id);
    notification.close();
  });
}
