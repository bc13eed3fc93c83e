import { expect, test } from "vitest"
import { ask, leave } from "../leave"

/** A browser whose owner answers so. */
function browser(answer: NotificationPermission, permission: NotificationPermission = "default") {
  const asked = { permission, times: 0, requestPermission: async () => { asked.times++; return (asked.permission = answer) } }
  return asked
}

test("the browser is asked once, and its answer is told in our words", async () => {
  const kind = browser("granted")
  expect([leave(kind), await ask(kind), await ask(kind), kind.times]).toEqual(["dismissed", "granted", "granted", 1])
  expect(await ask(browser("denied"))).toBe("denied")
  expect(await ask(browser("default"))).toBe("dismissed")
  const refused = browser("granted", "denied")
  expect([await ask(refused), refused.times]).toEqual(["denied", 0])
  expect([leave(undefined), await ask(undefined)]).toEqual(["impossible", "impossible"])
})
