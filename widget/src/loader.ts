import type { Config } from "./protocol"
import type { Running, Start } from "./start"

/** The one line on the shop's page. Draws the button; fetches the rest when it is wanted. Keeps nothing in the browser. */

declare const __APP__: string

interface Given {
  identity?: string
  texts?: Record<string, string>
}

const script = document.currentScript as HTMLScriptElement
const { key = "", ...settings } = script.dataset
const base = script.src.replace(/\/widget\.js.*$/, "")
const given = ((window as { shopkeeper?: Given }).shopkeeper ?? {}) as Given
const STYLE =
  ":host{all:initial;color-scheme:inherit}.k{all:unset;box-sizing:border-box;position:fixed;z-index:2147483000;bottom:max(24px,env(safe-area-inset-bottom));inset-inline-end:24px;width:56px;height:56px;border-radius:50%;cursor:pointer;display:grid;place-items:center;box-shadow:0 1px 2px #1b24201f,0 8px 24px -8px #1b242066;transition:transform .12s}.k:hover{transform:translateY(-1px)}.k.l{inset-inline:24px auto}.k:focus-visible{outline:2px solid currentColor;outline-offset:-6px}.k[hidden]{display:none}.k svg{width:26px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}.k b{position:absolute;top:-3px;inset-inline-end:-3px;min-width:20px;height:20px;padding:0 5px;box-sizing:border-box;border-radius:10px;background:#ab3522;color:#fff;font:600 12px/20px system-ui,sans-serif;text-align:center}.k b:empty{display:none}@media(prefers-reduced-motion:reduce){.k{transition:none}}@media print{:host{display:none}}"

let identity = given.identity
let running: Promise<Running> | undefined
let begin: (() => Promise<Running>) | undefined
let wanted = false

function open(): void {
  wanted = true
  if (begin) void begin().then((app) => app.open())
}

const api = {
  open,
  close: () => void running?.then((app) => app.close()),
  identify(token: string) {
    identity = token
    void running?.then((app) => app.identify(token))
  },
  forget() {
    identity = undefined
    if (running || kept()) void begin?.().then((app) => app.forget())
  },
}
;(window as { shopkeeper?: unknown }).shopkeeper = api

function kept(): boolean {
  try {
    return !!localStorage.getItem("shopkeeper:" + key)
  } catch {
    return false
  }
}

function draw(config: Config): void {
  const host = document.createElement("div")
  const root = host.attachShadow({ mode: "open" })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  if (settings["theme"]) host.style.colorScheme = settings["theme"]
  const button = document.createElement("button")
  const badge = document.createElement("b")
  const colour = config.brand.colour
  const bits = parseInt(colour.slice(1), 16)
  const bright = (bits >> 16) * 0.3 + ((bits >> 8) & 255) * 0.59 + (bits & 255) * 0.11
  button.style.cssText = `background:${colour};color:${bright > 165 ? "#1b2420" : "#fff"}`
  button.className = settings["side"] === "left" ? "k l" : "k"
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  const path = document.createElementNS(svg.namespaceURI, "path")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  path.setAttribute("d", "M4 5.500h16v11h-8.500L7 20v-3.500H4zM8 9.500h8M8 12.700h5")
  svg.append(path)
  button.append(svg, badge)
  button.onclick = open
  root.append(button)
  document.body.append(host)

  const show: Start["show"] = (unread, isOpen, label) => {
    button.hidden = isOpen
    button.setAttribute("aria-label", label)
    badge.textContent = unread ? String(Math.min(unread, 99)) : ""
  }
  show(0, false, config.texts?.["open"] ?? "Chat")
  begin = () =>
    (running ??= (import(/* @vite-ignore */ base + __APP__) as Promise<{ start(given: Start): Promise<Running> }>)
      .then(({ start }) => start({ root, base, key, config, settings: { ...settings, texts: given.texts }, identity, launcher: button, show }))
      .catch((error: unknown) => {
        running = undefined
        throw error
      }))
  if (wanted) open()
  else if (kept() || /[#&]sk=/.test(location.hash)) void begin()
  else button.onpointerenter = button.onfocus = () => void begin!()
  dispatchEvent(new Event("shopkeeper:ready"))
}

let tries = 0

function load(): void {
  fetch(`${base}/chat/v1/${key}`)
    .then((answer) => {
      if (answer.ok) return answer.json().then(draw)
      if (answer.status < 500) return console.warn("shopkeeper: no chat here:", answer.status)
      throw answer
    })
    .catch(() => setTimeout(load, Math.min(60_000, 4_000 * 2 ** tries++)))
}

if (document.body) load()
else addEventListener("DOMContentLoaded", load)
