// Replaces how the diff view sets its colours: a style element, which the page's security policy refuses. The same
// rules go into a sheet adopted by the shadow root. A <meta> takes the element's place for code that looks for it.

interface Hosted {
  readonly shadowRoot: ShadowRoot;
  readonly currentNode: HTMLElement | undefined;
  readonly themeCSS: string;
}

const SHEETS = new WeakMap<Node, CSSStyleSheet>();

export function upsertHostThemeStyle({ shadowRoot, currentNode, themeCSS }: Hosted): HTMLElement | undefined {
  if (themeCSS.trim() === '') {
    take(shadowRoot, currentNode);
    return undefined;
  }
  const node = currentNode ?? createHostThemeStyleNode();
  if (node.parentNode !== shadowRoot) shadowRoot.append(node);
  const sheet = SHEETS.get(node) ?? new CSSStyleSheet();
  SHEETS.set(node, sheet);
  sheet.replaceSync(themeCSS);
  if (!shadowRoot.adoptedStyleSheets.includes(sheet)) shadowRoot.adoptedStyleSheets.push(sheet);
  return node;
}

export function createHostThemeStyleNode(): HTMLElement {
  const node = document.createElement('meta');
  node.setAttribute('data-theme-css', '');
  return node;
}

function take(shadowRoot: ShadowRoot, node: HTMLElement | undefined): void {
  if (node === undefined) return;
  const sheet = SHEETS.get(node);
  shadowRoot.adoptedStyleSheets = shadowRoot.adoptedStyleSheets.filter((each) => each !== sheet);
  node.remove();
}
