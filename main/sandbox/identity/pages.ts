import type { IdentityUser } from './identity-context.ts';

/** The account picker. Each button posts the choice back to the same address. */
export function pickerPage(users: readonly IdentityUser[], action: string, hint: string | null): string {
  const preferred = users.filter((user) => user.address.toLowerCase() === hint?.toLowerCase());
  const ordered = [...preferred, ...users.filter((user) => !preferred.includes(user))];
  return page(
    'Pick an account',
    `<p>Mailroom asks to read and send this mailbox's mail.</p>
<form method="post" action="${escape(action)}">
${accountButtons(ordered)}
<button name="decline" value="1">Cancel</button>
</form>`,
  );
}

/** Where a person types the code that their device shows. */
export function devicePage(users: readonly IdentityUser[], code: string, notice: string): string {
  return page(
    'Sign in another device',
    `<p role="status">${escape(notice)}</p>
<form method="post">
<label>Code <input name="user_code" value="${escape(code)}" autocomplete="off" required></label>
${accountButtons(users)}
<button name="decline" value="1">Decline</button>
</form>`,
  );
}

/** The answer to an authorization request: a form that posts itself to the waiting application. */
export function formPostPage(redirectUri: string, fields: Readonly<Record<string, string>>, nonce: string): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  return page(
    'Back to the application',
    `<form method="post" action="${escape(redirectUri)}">
${inputs.join('\n')}
<button>Continue</button>
</form>
<script nonce="${nonce}">document.forms[0].submit()</script>`,
  );
}

export function noticePage(title: string, text: string): string {
  return page(title, `<p>${escape(text)}</p>`);
}

function accountButtons(users: readonly IdentityUser[]): string {
  return users
    .map((user) => {
      const label = `${escape(user.displayName)}<small>${escape(user.address)}</small>`;
      return `<button name="user" value="${escape(user.address)}">${label}</button>`;
    })
    .join('\n');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)} - sandbox tenant</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 4rem auto; padding: 0 1rem; color: #1c2024; }
.tenant { border-left: 4px solid #b45309; padding-left: .75rem; color: #7c3a05; }
button { display: block; width: 100%; margin: .5rem 0; padding: .75rem 1rem; font: inherit; text-align: left; cursor: pointer; }
small { display: block; color: #555c63; }
</style></head>
<body><p class="tenant">Sandbox tenant. Built in, on this computer; its people and mail are fictional.</p>
<h1>${escape(title)}</h1>
${body}
</body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
