/** Signs that turn the letters after them around: with one, "evil" reads "live". They come from others only, and never to an eye. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g

export const untwisted = (words: string): string => words.replace(TURNING, "")
