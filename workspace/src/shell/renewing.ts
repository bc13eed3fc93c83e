/** A window that stood open over an upgrade asks for parts that are gone: it begins again with the new ones. Drafts are kept. */
const KEPT = "sk-renewed"
const ONCE_IN = 30_000

export function takeNewPages(): void {
  addEventListener("vite:preloadError", () => {
    // Twice in a row means that something else is wrong: then the page says so.
    if (Date.now() - Number(sessionStorage.getItem(KEPT) ?? 0) < ONCE_IN) return
    void renew()
  })
}

/** Only where somebody answers: a part that cannot be had because the line is down is no reason to throw the window away. */
async function renew(): Promise<void> {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null)
  if (!answer?.ok) return
  sessionStorage.setItem(KEPT, String(Date.now()))
  location.reload()
}
