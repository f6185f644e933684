// Logging in, on the wire.
import { z } from 'zod';

export const loginBody = z.strictObject({ token: z.string().min(1).max(1000) });

/** Whoever has not logged in learns nothing of the show, not even its name. */
export const sessionShape = z.object({
  /** A token has to be given before anything is answered. */
  needed: z.boolean(),
  loggedIn: z.boolean(),
  show: z.string(),
  people: z.array(z.object({ key: z.string(), name: z.string() })).readonly(),
});
