export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The same window, moved and shrunk only as far as needed to be wholly on the screen that is there now. */
export function fitBounds(window: Bounds, workArea: Bounds): Bounds {
  const width = Math.min(window.width, workArea.width);
  const height = Math.min(window.height, workArea.height);
  return {
    x: clamp(window.x, workArea.x, workArea.x + workArea.width - width),
    y: clamp(window.y, workArea.y, workArea.y + workArea.height - height),
    width,
    height,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
