// Checks where webhooks go, and whether they can be signed. Sends nothing.
import type { WebhookSettings } from '../../../src/config.ts';
import { whyUnsigned } from '../../webhooks/webhooks.ts';
import { type DoctorFinding, found, poor } from './finding.ts';

/** Empty if the settings name no webhooks. */
export function checkWebhooks(
  { SHOW_BUILD_WEBHOOK_SECRET: secret }: Readonly<Record<string, string | undefined>>,
  hooks: readonly WebhookSettings[],
): readonly DoctorFinding[] {
  if (hooks.length === 0) return [];
  const places = hooks.map(({ url }) => new URL(url).host).join(', ');
  const why = whyUnsigned(secret || null);
  return [why === null ? found('webhooks', places) : poor('webhooks', places, `nothing is sent: ${why}`)];
}
