// Checks where webhooks go, whether they may go there, and whether they can be signed. Sends nothing.
import type { WebhookSettings } from '../../../src/config.ts';
import { allowedInside, isInsideByName, whyInside } from '../../webhooks/inside.ts';
import { whyUnsigned } from '../../webhooks/webhooks.ts';
import { type DoctorFinding, found, poor } from './finding.ts';

/** Empty if the settings name no webhooks. */
export function checkWebhooks(
  {
    SHOW_BUILD_WEBHOOK_SECRET: secret,
    SHOW_BUILD_WEBHOOK_HOSTS: allowed,
  }: Readonly<Record<string, string | undefined>>,
  hooks: readonly WebhookSettings[],
): readonly DoctorFinding[] {
  if (hooks.length === 0) return [];
  const places = hooks.map(({ url }) => new URL(url).host).join(', ');
  const why = whyUnsigned(secret || null);
  const inside = hooks
    .map(({ url }) => new URL(url).hostname)
    .filter((host) => isInsideByName(host) && !allowedInside(host, allowed ?? null));
  return [
    why === null ? found('webhooks', places) : poor('webhooks', places, `nothing is sent: ${why}`),
    ...inside.map((host) => poor('webhook', host, `nothing is sent there: ${whyInside(host)}`)),
  ];
}
