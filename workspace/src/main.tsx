import "./shell/trusted"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import "./theme/styles"
import { guessed, speak } from "./i18n"
import { App } from "./shell/App"
import { takeNewPages } from "./shell/renewing"

async function begin(): Promise<void> {
  if (import.meta.env.MODE === "fixture") (await import("./testing/fixture")).install()
  takeNewPages()
  await speak(guessed())
  createRoot(document.getElementById("root") as HTMLElement).render(<StrictMode><App /></StrictMode>)
}

void begin()
