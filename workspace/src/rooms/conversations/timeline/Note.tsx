import { IconNote } from "@tabler/icons-react"
import { rich, t } from "../../../i18n"
import { desk, useAgent } from "../../../live/desk"
import { Attachments } from "./Attachments"
import type { Item } from "./items"
import { Long } from "./Long"
import { Margin } from "./Margin"
import { mentioned } from "./words"
import { DeliveryLineOfNote } from "./NoteFate"
import classes from "./timeline.module.css"

/** A slip of paper between the pages: for us only. */
export function Note({ item, focused }: { item: Extract<Item, { kind: "note" }>; focused: boolean }) {
  const { entry } = item
  const me = useAgent()
  const names = desk.use((now) => (now.me?.agents ?? []).flatMap((each) => [each.name, each.name.split(" ")[0] ?? each.name]))
  const who = entry.author.id === me.id ? t("who.you") : entry.author.name.split(" ")[0] || entry.author.name
  return (
    <article className={`${classes.entry} ${classes.noteEntry} ${entry.n === 0 ? classes.pending : ""}`} data-focused={focused || undefined} data-entry={entry.id}>
      <Margin at={entry.at} kind={item.margin} />
      <span className={classes.gl}><span><IconNote size={16} stroke={1.6} aria-hidden="true" /></span></span>
      <div className={classes.body}>
        <Long text={entry.body.text} open={focused}>
          {(shown) => (
            <div className={classes.slip} dir="auto">
              {rich("note.by", { name: <b>{t("note.for_us", { name: who })}</b> })} {mentioned(shown, names.toSorted((a, b) => b.length - a.length), classes.at)}
            </div>
          )}
        </Long>
        {!!entry.body.attachments?.length && <Attachments list={entry.body.attachments} />}
        <DeliveryLineOfNote id={entry.id} />
      </div>
    </article>
  )
}
