// Wire format of logging in.
import { z } from 'zod';

export const loginBody = z.strictObject({ token: z.string().min(1).max(1000) });

/** Without a login nothing of the show is revealed, not even its name. */
export const sessionShape = z.object({
  /** A token is required before anything else is answered. */
  needed: z.boolean(),
  loggedIn: z.boolean(),
  show: z.string(),
  people: z.array(z.object({ key: z.string(), name: z.string() })).readonly(),
});
