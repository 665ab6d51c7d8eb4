/** What happened to a robot's sign-in: the status of the application's own page. */
export interface RobotResult {
  readonly status: number;
}

/**
 * Plays the person at the browser: opens the authorization address, picks the account, and sends the form that comes
 * back to the waiting application, as the page's own script would. Only for the sandbox tenant.
 */
export async function followSignIn(url: string, address: string): Promise<RobotResult> {
  const picker = await fetch(url);
  if (!picker.ok) throw new Error(`the sign-in page answered ${picker.status}`);
  const chosen = await postForm(picker.url, { user: address });
  const form = readForm(await chosen.text());
  const reply = await postForm(form.action, form.fields);
  await reply.arrayBuffer();
  return { status: reply.status };
}

/**
 * Plays the person who types a device's code, and approves or declines it.
 * @public used by tests, which have no other person
 */
export async function answerDeviceSignIn(
  verificationUrl: string,
  code: string,
  choice: { readonly user: string } | 'decline',
): Promise<RobotResult> {
  const answer = choice === 'decline' ? { decline: '1' } : choice;
  const page = await postForm(verificationUrl, { user_code: code, ...answer });
  await page.arrayBuffer();
  return { status: page.status };
}

function postForm(url: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
}

/**
 * Reads the page's form. Only as much HTML as the sandbox's own pages write.
 * @public used by tests that look at the form
 */
export function readForm(html: string): { readonly action: string; readonly fields: Readonly<Record<string, string>> } {
  const action = /<form method="post" action="([^"]*)">/.exec(html)?.[1];
  if (action === undefined) throw new Error('the sign-in page has no form');
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  const fields = Array.from(inputs, ([, name = '', value = '']) => [unescape(name), unescape(value)] as const);
  return { action: unescape(action), fields: Object.fromEntries(fields) };
}

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
