/** The server lets only styles with this word into the page; it is new at every load. */
export function nonce(): string {
  const word = document.querySelector<HTMLMetaElement>("meta[name='csp-nonce']")?.content ?? ""
  return word.startsWith("__") ? "" : word
}
