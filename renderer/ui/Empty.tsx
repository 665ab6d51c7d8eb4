import type { ReactElement, ReactNode } from 'react';
import './Empty.css';

/** What stands where there is nothing: words, and at most one way on. */
export function Empty({ words, children }: { readonly words: string; readonly children?: ReactNode }): ReactElement {
  return (
    <div className="empty">
      <p>{words}</p>
      {children}
    </div>
  );
}
