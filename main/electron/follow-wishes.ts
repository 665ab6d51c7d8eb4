import { noNotices, type NoticeWishes, noticeWishes } from '../../contract/notices.ts';
import type { ApiClient } from '../engine/host.ts';

/** What to notify of, as the settings say now. It outlives restarts of the engine. */
export interface FollowedWishes {
  now(): NoticeWishes;
  /** Follows the settings until the engine ends. Never rejects. */
  follow(client: Pick<ApiClient, 'settings'>): Promise<void>;
}

export function followWishes(): FollowedWishes {
  let wishes = noNotices;
  return {
    now: () => wishes,
    async follow({ settings }) {
      try {
        for await (const listed of await settings.watch({})) wishes = noticeWishes(listed);
      } catch {
        // The engine ended. What it said last counts until its successor says otherwise.
      }
    },
  };
}
