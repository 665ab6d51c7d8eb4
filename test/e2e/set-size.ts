import type { CDPSession, Page } from '@playwright/test';

/** The window in CSS pixels. At a zoom of 2 a window of 1280 × 800 has 640 × 400 of them. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

/** A size lasts as long as the session that asked for it: when that ends, the window falls back to one of its own. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** As browser zoom does it: fewer CSS pixels, each of them larger. Throws if the page does not have that size then. */
export async function setSize(page: Page, { width, height, zoom }: Size): Promise<void> {
  await page.setViewportSize({ width, height });
  const session = await sessionOf(page);
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: zoom, mobile: false });
  // Two frames: observers of sizes have had their turn.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const wanted = [width, height, zoom].join();
  const found = await page.evaluate('[innerWidth, innerHeight, devicePixelRatio].join()');
  if (found !== wanted) throw new Error(`the window is ${String(found)} instead of ${wanted}`);
}

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}
