/** The bell over a shop's door, two soft notes, without a file to fetch. Silent until the visitor has touched the page. */
let context: AudioContext | undefined

export function bell(): void {
  try {
    context ??= new AudioContext()
    if (context.state === "suspended") void context.resume().catch(() => {})
    strike(context, 988, 0)
    strike(context, 1319, 0.12)
  } catch {
    // No sound on this device.
  }
}

function strike(audio: AudioContext, pitch: number, delay: number): void {
  const start = audio.currentTime + delay
  const tone = audio.createOscillator()
  const loudness = audio.createGain()
  tone.frequency.value = pitch
  loudness.gain.setValueAtTime(0.0001, start)
  loudness.gain.exponentialRampToValueAtTime(0.06, start + 0.01)
  loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.6)
  tone.connect(loudness).connect(audio.destination)
  tone.start(start)
  tone.stop(start + 0.65)
}
