/** Answers asked for before they are needed: shown at once when they are, and asked for again when they are no longer new. */

interface Answer { at: number; coming: Promise<unknown>; value?: unknown }

const LASTS = 60_000
const NEW = 5_000
const MOST = 40
const answers = new Map<string, Answer>()

function current(key: string): Answer | undefined {
  const found = answers.get(key)
  return found && Date.now() - found.at < LASTS ? found : undefined
}

/** Ask now, unless it was asked within the last minute. */
export function askAhead<T>(key: string, ask: () => Promise<T>): void {
  if (current(key)) return
  const coming = ask()
  const answer: Answer = { at: Date.now(), coming }
  answers.delete(key)
  answers.set(key, answer)
  for (const old of answers.keys()) if (answers.size > MOST) answers.delete(old)
  coming.then((value) => { answer.value = value }, () => { if (answers.get(key) === answer) answers.delete(key) })
}

/** The answer, where it has arrived. */
export const known = <T>(key: string): T | undefined => current(key)?.value as T | undefined

/** The answer that is on its way or new, else a fresh one. It is given out once: who comes back later asks again. */
export function taken<T>(key: string, ask: () => Promise<T>): Promise<T> {
  const found = current(key)
  answers.delete(key)
  return found && Date.now() - found.at < NEW ? (found.coming as Promise<T>) : ask()
}
