/** The browser's leave to show alerts: it is asked once, by a click, and a refusal is the browser's to take back. */

export type Leave = "granted" | "denied" | "dismissed" | "impossible"
type Asking = Pick<typeof Notification, "permission" | "requestPermission">

const browser = (): Asking | undefined => ("Notification" in window && window.isSecureContext ? Notification : undefined)

/** Where it stands now, without asking. "dismissed" is also: never asked. */
export function leave(by: Asking | undefined = browser()): Leave {
  if (!by) return "impossible"
  return by.permission === "default" ? "dismissed" : by.permission
}

/** Ask, if that can change anything. */
export async function ask(by: Asking | undefined = browser()): Promise<Leave> {
  if (!by || by.permission !== "default") return leave(by)
  const said = await by.requestPermission()
  return said === "default" ? "dismissed" : said
}
