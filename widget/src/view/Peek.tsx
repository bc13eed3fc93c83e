import { Close } from "../icons"
import type { Line } from "../protocol"
import { useRoom } from "./context"

/** What the shop said while the panel was shut, beside the button. */
export function Peek({ line, open, away }: { line: Line; open(): void; away(): void }) {
  const { t } = useRoom()
  return (
    <div class="peek" role="status">
      <button type="button" onClick={open}>
        <small>{line.name || t("shop")}</small>
        <span dir="auto">{line.text || line.attachments[0]?.name}</span>
      </button>
      <button class="ib" type="button" aria-label={t("close")} onClick={away}>
        <Close />
      </button>
    </div>
  )
}
