// Stubs for parts of the diff view that this page never uses: a WebAssembly highlighting engine, which the security
// policy would block, a second highlighter with an editor, and some eighty themes.

export function createOnigurumaEngine(): never {
  throw new Error('no engine in WebAssembly is built in');
}

export function codeToTokens(): never {
  throw new Error('no second highlighter is built in');
}

export function isSupportedLanguage(): boolean {
  return false;
}

export class LiveTokenizer {
  constructor() {
    codeToTokens();
  }
}

export const themes = { getTheme: () => undefined };
