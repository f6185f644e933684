// What all pages share: the head, the way home, the foot. No script anywhere; what changes is fetched by reloading.
import { type Html, html } from './html.ts';

export interface Layout {
  readonly title: string;
  /** The show's name, or what stands in its place. */
  readonly show: string;
  readonly body: Html;
  /** Null = the page stays as it is while somebody reads it. */
  readonly refreshSeconds: number | null;
}

export function layout({ title, show, body, refreshSeconds }: Layout): string {
  const refresh = refreshSeconds !== null && html`<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refresh}
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="top"><a class="brand" href="/"><span class="mark" aria-hidden="true"></span><bdi>${show}</bdi></a>
<span class="product">Show-Build</span></header>
<main>
${body}
</main>
</body>
</html>
`.html;
}
