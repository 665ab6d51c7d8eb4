import type { Page } from '@playwright/test';

/** The window in CSS pixels. At a zoom of 2 a window of 1280 × 800 has 640 × 400 of them. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

/** As browser zoom does it: fewer CSS pixels, each of them larger. */
export async function setSize(page: Page, { width, height, zoom }: Size): Promise<void> {
  await page.setViewportSize({ width, height });
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: zoom, mobile: false });
  await session.detach();
  // Two frames: observers of sizes have had their turn.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}
