import type { Page } from '@playwright/test';

/** What is done with a screen once it stands: a picture is taken of it, or it is measured. */
export type Show = (page: Page, name: string) => Promise<void>;
