import { z } from 'zod';

// The first schema would try whether it may build code from text. The page's policy forbids that, and reports the try;
// so this comes before the first schema.
z.config({ jitless: true });
