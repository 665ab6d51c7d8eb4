import type { JSHandle, Locator, Page } from '@playwright/test';

export interface Carried {
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[];
}

/** What the browser does at Ctrl V where the focus is, with a clipboard of our own. */
export async function paste(page: Page, carried: Carried): Promise<void> {
  await page.evaluate(`{
    const clipboardData = ${transfer(carried)};
    const common = { bubbles: true, cancelable: true, composed: true };
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData }));
  }`);
}

/** What the browser does when something is dragged in from elsewhere, and stays over the target. */
export async function dragOver(target: Locator, carried: Carried): Promise<void> {
  await dispatch(target, ['dragenter', 'dragover'], carried);
}

/** The same, and it is let go. */
export async function drop(target: Locator, carried: Carried): Promise<void> {
  await dispatch(target, ['dragenter', 'dragover', 'drop'], carried);
}

async function dispatch(target: Locator, types: readonly string[], carried: Carried): Promise<void> {
  const dataTransfer: JSHandle = await target.page().evaluateHandle(transfer(carried));
  const box = await target.boundingBox();
  const place = box === null ? {} : { clientX: box.x + box.width / 2, clientY: box.y + 10 };
  for (const type of types) await target.dispatchEvent(type, { dataTransfer, ...place });
}

/** As text: the tests are compiled without a DOM. */
function transfer({ text = '', html = '', files = [] }: Carried): string {
  const packed = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') }));
  return `(() => {
    const data = new DataTransfer();
    const text = ${JSON.stringify(text)};
    if (text !== '') data.setData('text/plain', text);
    const html = ${JSON.stringify(html)};
    if (html !== '') data.setData('text/html', html);
    for (const { name, mimeType, base64 } of ${JSON.stringify(packed)}) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: mimeType }));
    }
    return data;
  })()`;
}
