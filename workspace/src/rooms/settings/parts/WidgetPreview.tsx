/** What customers will see in the corner of the shop, as it is being chosen. */
import { t } from "../../../i18n"
import { useMe } from "../../../live/desk"
import { Avatar } from "../../../parts/Avatar"
import classes from "./preview.module.css"

export const BrandMark = ({ colour }: { colour: string }) => <span className={classes.brand} style={{ background: colour }} aria-hidden="true" />

export function WidgetPreview({ name, colour, replyTime }: { name: string; colour: string; replyTime: string }) {
  const { agents } = useMe()
  return (
    <figure className={classes.preview}>
      <figcaption>{t("settings.preview")}</figcaption>
      <div className={classes.widget} aria-hidden="true">
        <header style={{ background: colour }}>
          <span className={classes.faces}>{agents.slice(0, 2).map((each) => <Avatar key={each.id} name={each.name.split(" ")[0] ?? ""} colour={each.colour} size={30} />)}</span>
          <div><b>{name || t("settings.preview_shop")}</b><span>{t("settings.preview_open")}</span></div>
          <svg className={classes.scallop} viewBox="0 0 288 11" preserveAspectRatio="none"><path d={scallop(12, 24)} fill={colour} /></svg>
        </header>
        <div className={classes.talk}>
          <p className={classes.wait}>{t("settings.preview_wait", { time: replyTime || t("settings.reply_time_example") })}</p>
          <p className={classes.theirs} style={{ background: colour }}>{t("settings.preview_asks")}</p>
          <p className={classes.ours}>{t("settings.preview_answers")}</p>
        </div>
      </div>
    </figure>
  )
}

const scallop = (count: number, width: number): string =>
  `M0 0h${count * width}v1${`a${width / 2} 9 0 0 1-${width} 0`.repeat(count)}z`
