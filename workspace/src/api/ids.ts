/** ULIDs as the server makes them: 26 lower-case characters, in order of time. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"

export function newId(at = Date.now()): string {
  let time = ""
  for (let rest = at, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = LETTERS[rest % 32] + time
  const chance = crypto.getRandomValues(new Uint8Array(16))
  return time + Array.from(chance, (byte) => LETTERS[byte % 32]).join("")
}
