import { useState } from "react"
import type { Id } from "../../../api/types"
import { t } from "../../../i18n"
import classes from "./timeline.module.css"

/** The mail as it was sent, cleaned by the server, in a frame that may run nothing and reach nobody; so it cannot tell its height either. */
export default function HtmlFrame({ id }: { id: Id }) {
  const [pictures, setPictures] = useState(false)
  return (
    <>
      {!pictures && <p className={classes.lines}><span>{t("message.pictures_off")}</span><button type="button" className="word" onClick={() => setPictures(true)}>{t("message.pictures_on")}</button></p>}
      <div className={classes.frameOf}>
        <iframe
          title={t("message.frame")} loading="lazy" referrerPolicy="no-referrer" sandbox="allow-popups allow-popups-to-escape-sandbox"
          src={`/api/v1/entries/${id}/html${pictures ? "?pictures=1" : ""}`}
        />
      </div>
    </>
  )
}
