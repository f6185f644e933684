// In place of a highlighting engine in WebAssembly, which the page's security policy would not let run: the one in
// JavaScript is used.
export function createOnigurumaEngine(): never {
  throw new Error('no engine in WebAssembly is built in');
}
