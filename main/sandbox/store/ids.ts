import { randomBytes, randomUUID } from 'node:crypto';

/** Opaque and case-sensitive; the trailing `=` is there because the real ones need encoding in a path too. */
export const newRestId = (): string => `AAMkAD${randomBytes(75).toString('base64url')}AAA=`;
export const newImmutableId = (): string => `AAkALg${randomBytes(54).toString('base64url')}AAA=`;
export const newAttachmentId = (): string => `AAMkAD${randomBytes(75).toString('base64url')}BEgAQ=`;
export const newFolderId = (): string => `AQMkAD${randomBytes(48).toString('base64url')}AAA=`;
export const newSessionId = (): string => randomBytes(24).toString('base64url');
export const newAuthToken = (): string => `eyJ${randomBytes(96).toString('base64url')}`;
export const newChangeKey = (): string => `CQAAABYAAA${randomBytes(15).toString('base64')}`;
export const newConversationId = (): string => `AAQkAD${randomBytes(42).toString('base64url')}=`;
export const newInternetMessageId = (): string => `<${randomUUID()}@mail.sandbox.example>`;
