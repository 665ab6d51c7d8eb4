import type { ReactElement, ReactNode } from 'react';
import type { LineWindow } from './use-line-window.ts';

/** The scrolling part of a long list: a bar as long as it may be, and the lines that are seen, in a box that stands still. */
export function LineBox({
  lines,
  label,
  children,
}: {
  readonly lines: LineWindow;
  readonly label?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div
      ref={lines.bar}
      role="rowgroup"
      className="line-bar"
      tabIndex={-1}
      onScroll={() => lines.onScroll()}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <div role="presentation" style={{ height: lines.heightPx }}>
        <div role="presentation" className="line-view" style={{ height: lines.viewPx }}>
          <div role="presentation" className="line-moved" ref={lines.moved}>
            {children}
          </div>
        </div>
      </div>
    </div>
  );
}
