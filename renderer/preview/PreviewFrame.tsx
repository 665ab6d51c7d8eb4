import { useEffect, useEffectEvent, useRef, type ReactElement } from 'react';
import { usePreferences } from '../app/preferences.ts';
import { openPreviewFrame, type OpenPreview, type PreviewEvents } from './open-preview-frame.ts';
import type { PreviewOrder } from './preview-messages.ts';

export interface PreviewFrameProps extends Partial<PreviewEvents> {
  readonly order: PreviewOrder;
  readonly title: string;
}

/** A frame that can reach nothing, as a part of a window. It is opened once: another order is another component. */
export function PreviewFrame(props: PreviewFrameProps): ReactElement {
  const { order, title } = props;
  const place = useRef<HTMLDivElement>(null);
  const opened = useRef<OpenPreview>(null);
  const theme = usePreferences((preferences) => preferences.theme);
  const open = useEffectEvent((parent: HTMLElement) => openPreviewFrame(parent, { order, theme, title, events }));
  const onShown = useEffectEvent(() => props.onShown?.());
  const onFailed = useEffectEvent<PreviewEvents['onFailed']>((why) => props.onFailed?.(why));
  const onLink = useEffectEvent<PreviewEvents['onLink']>((href) => props.onLink?.(href));
  const onKey = useEffectEvent<PreviewEvents['onKey']>((key) => props.onKey?.(key));
  const onHeight = useEffectEvent<PreviewEvents['onHeight']>((heightPx) => props.onHeight?.(heightPx));
  const events: PreviewEvents = { onShown, onFailed, onLink, onKey, onHeight };

  useEffect(() => {
    if (place.current === null) return;
    const preview = open(place.current);
    opened.current = preview;
    return () => preview.close();
  }, []);
  useEffect(() => opened.current?.setTheme(theme), [theme]);
  return <div className="preview-place" ref={place} />;
}
