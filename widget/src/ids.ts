const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
let lastTime = 0
let lastTail: number[] = []

function tail(): number[] {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte & 31)
}

function next(digits: number[]): number[] {
  const copy = [...digits]
  for (let i = copy.length - 1; i >= 0; i--) {
    if (copy[i]! < 31) {
      copy[i]!++
      return copy
    }
    copy[i] = 0
  }
  return tail()
}

/** A lower-case ULID. Within one page each is greater than the last, even when the clock stands still or steps back. */
export function newId(now = Date.now()): string {
  const forward = now > lastTime
  lastTail = forward ? tail() : next(lastTail)
  lastTime = Math.max(now, lastTime)
  let head = ""
  for (let rest = lastTime, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) head = LETTERS[rest % 32] + head
  return head + lastTail.map((digit) => LETTERS[digit]).join("")
}
