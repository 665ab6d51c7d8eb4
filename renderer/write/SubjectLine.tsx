import { useId, type ReactElement } from 'react';
import { useStore } from 'zustand';
import type { DraftSession } from './draft/draft-session.ts';

export function SubjectLine({ session }: { readonly session: DraftSession }): ReactElement {
  const id = useId();
  const subject = useStore(session.store, (state) => state.subject);
  return (
    <div className="line">
      <label className="line-label" htmlFor={id}>
        Subject
      </label>
      <input
        id={id}
        className="subject"
        data-field="subject"
        value={subject}
        maxLength={255}
        autoComplete="off"
        spellCheck
        onChange={(event) => session.setSubject(event.target.value)}
      />
    </div>
  );
}
