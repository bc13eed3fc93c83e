import { Popover } from "@mantine/core"
import { IconMoodSmile } from "@tabler/icons-react"
import { useState } from "react"
import { t } from "../../../i18n"
import classes from "./composer.module.css"

const EMOJI = [..."😊🙂😀😄😉😍🥰😘🤗😅😂🙃😇🤔😐😌😴😢😭😳😬😱🙈🙏👍👎👌👏🙌💪🤝👋✌️🤞❤️🧡💚💙💜💛✨⭐🎉🎁🎂🎈🌸🌿🍀🌞☕🧶🧵👗🧥🧦👟🛍️📦🚚✈️📮💌📷📎✅❌⚠️❓❗⏰📅💳💶🔁🔧".matchAll(/\p{Extended_Pictographic}\uFE0F?/gu)].map((hit) => hit[0])

export function Emoji({ insert }: { insert: (words: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" trapFocus returnFocus={false}>
      <Popover.Target>
        <button type="button" className={`plain ${classes.tool}`} aria-label={t("composer.emoji")} title={t("composer.emoji")} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconMoodSmile size={18} stroke={1.6} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <div className={classes.emoji}>
          {EMOJI.map((each) => <button key={each} type="button" className="plain" onClick={() => { insert(each); setOpen(false) }}>{each}</button>)}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
