import { useEffect, useRef } from "preact/hooks"

const ALL =
  "🙂 😀 😂 🤣 😊 😍 🥰 😘 😉 😎 🤩 🥳 🤗 🤔 😅 😇 🙃 😋 😌 😴 🤒 😢 😭 😞 😔 😟 😕 🙁 😮 😱 😳 😬 😡 🙄 🤷 🙈 👍 👎 👏 🙏 👋 👌 🤞 💪 🤝 ✌️ 👀 ❤️ 🧡 💛 💚 💙 💜 🖤 💔 ✨ ⭐ 🔥 🎉 🎁 🎂 🎈 🌸 🌹 🌻 🍀 🌲 ☀️ 🌙 ☔ ❄️ 🐶 🐱 🐣 🦋 ☕ 🍵 🍷 🍰 🍎 👕 👖 👗 🧥 🧦 🧣 🧤 👟 👢 👜 👓 ⌚ 💍 🧶 🪡 📦 🚚 ✉️ 📮 📷 📱 💻 🔑 🏠 ⏰ 📅 💳 🧾 ✅ ❌ ❓ ❗ 💯".split(" ")

const PER_ROW = 8

/** A plain grid walked with the arrow keys. Screen readers know every emoji by name in their own language. */
export function Emoji({ pick, leave, label }: { pick(emoji: string): void; leave(): void; label: string }) {
  const grid = useRef<HTMLDivElement>(null)
  useEffect(() => (grid.current?.firstElementChild as HTMLElement | null)?.focus(), [])
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation()
      return leave()
    }
    const forward = getComputedStyle(grid.current!).direction === "rtl" ? -1 : 1
    const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: PER_ROW, ArrowUp: -PER_ROW }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [...grid.current!.children] as HTMLElement[]
    buttons[buttons.indexOf(event.target as HTMLElement) + step]?.focus()
  }
  return (
    <div class="emoji" ref={grid} role="group" aria-label={label} onKeyDown={key}>
      {ALL.map((emoji, i) => (
        <button key={emoji} type="button" tabIndex={i ? -1 : 0} onClick={() => pick(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  )
}
