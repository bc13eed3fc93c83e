/** Nothing that could be markup is ever written into the page as text: the browser refuses it (Trusted Types). Imported first,
 *  before anything draws.
 *
 *  Let through are bare style rules, which our components bring along, and what never reaches the page as it is: the composer
 *  reads pasted words in a document of their own that runs nothing, and takes over only what its scheme knows. */
interface Factory { createPolicy: (name: string, rules: { createHTML: typeof allowed }) => unknown }

const types = (globalThis as { trustedTypes?: Factory }).trustedTypes

/** `sink` is what the words were about to be written to; none where the composer's clipboard asks by itself. */
export function allowed(words: string, _type?: string, sink?: string): string | null {
  const apart = sink === undefined || sink.startsWith("DOMParser")
  return apart || !words.includes("<") ? words : null
}

types?.createPolicy("default", { createHTML: allowed })
