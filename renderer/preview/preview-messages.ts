import { z } from 'zod';

/**
 * What the window and a preview frame say to each other over the one port that the window hands over. Each side checks
 * what it is told: the frame has read a stranger's file, so the window believes it nothing but these few words.
 */

/** `word` is a DOCX, `mail` an .eml, `facts` what can be said of any bytes. */
const previewViews = ['image', 'pdf', 'text', 'table', 'mail', 'word', 'facts'] as const;
export const previewView = z.enum(previewViews);
export type PreviewView = z.infer<typeof previewView>;

export const previewTheme = z.enum(['system', 'light', 'dark']);
export type PreviewTheme = z.infer<typeof previewTheme>;

const buffer = z.instanceof(ArrayBuffer);

/** A file's bytes, or the text of a message with the pictures that it shows by `cid:`. */
export const previewOrder = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    view: previewView,
    name: z.string(),
    /** As the sender claimed it; a picture's own type where the bytes tell it. */
    contentType: z.string(),
    bytes: buffer,
  }),
  z.strictObject({
    kind: z.literal('body'),
    contentType: z.enum(['text', 'html']),
    content: z.string(),
    pictures: z.array(z.strictObject({ contentId: z.string(), contentType: z.string(), bytes: buffer })),
  }),
]);
export type PreviewOrder = z.infer<typeof previewOrder>;
export type FileOrder = Extract<PreviewOrder, { kind: 'file' }>;
export type BodyOrder = Extract<PreviewOrder, { kind: 'body' }>;

export const hostMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('theme'), theme: previewTheme }),
  z.strictObject({ kind: z.literal('show'), order: previewOrder }),
  z.strictObject({ kind: z.literal('ping') }),
]);
export type HostMessage = z.infer<typeof hostMessage>;

/** `damaged`: not what it claims to be. `tooLarge`: would take more than a preview may. `locked`: needs a password. */
export const previewFailure = z.enum(['damaged', 'tooLarge', 'locked']);
export type PreviewFailure = z.infer<typeof previewFailure>;

/** Keys that mean the window, pressed while the focus is in the frame. */
export const previewKey = z.enum(['Escape', 'ArrowLeft', 'ArrowRight']);
export type PreviewKey = z.infer<typeof previewKey>;

export const frameMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('shown') }),
  z.strictObject({ kind: z.literal('failed'), why: previewFailure }),
  z.strictObject({ kind: z.literal('pong') }),
  z.strictObject({ kind: z.literal('height'), heightPx: z.number().min(0).max(1_000_000) }),
  /** A person pressed a link. Nothing is opened but by the window, which asks first. */
  z.strictObject({ kind: z.literal('link'), href: z.string().max(4000) }),
  z.strictObject({ kind: z.literal('key'), key: previewKey }),
]);
export type FrameMessage = z.infer<typeof frameMessage>;

/** The one message that comes without a port of its own: it brings the port. */
export const connectMessage = 'mailroom:preview';
