/** What a browser sees that has no session yet, or lost it. It tells the way in and nothing else. */
export function noticePage(reason: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Mailroom</title>
<style nonce="${nonce}">
  body { font: 15px/22px "IBM Plex Sans", system-ui, sans-serif; max-width: 34rem; margin: 20vh auto 0; padding: 0 24px;
    background: light-dark(#f6f4ef, #14171b); color: light-dark(#1b1f27, #eceae4) }
  h1 { font-size: 18px; line-height: 24px; font-weight: 600 }
  code { font: 13px/20px "IBM Plex Mono", ui-monospace, monospace; color: light-dark(#0b5563, #6cc5d1) }
</style>
<h1>${reason}</h1>
<p>Mailroom runs on this computer and shows itself only to who started it. An address opens one page, once, within ten minutes.</p>
<p>For a new address run <code>npm start</code> or <code>mailroom serve --open</code> again. What runs already is found, and nothing is started twice.</p>
</html>
`;
}
