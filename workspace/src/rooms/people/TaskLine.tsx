import { useState } from "react"
import { api, asProblem } from "../../api/client"
import type { Task } from "../../api/types"
import { momentWords } from "../../i18n/times"
import { colleague, keep } from "../../live/desk"
import { trouble } from "../../shell/news"
import classes from "./people.module.css"

export function TaskLine({ task }: { task: Task }) {
  const [done, setDone] = useState<boolean | null>(null)
  const ticked = done ?? task.done_at !== null
  const tick = async (on: boolean) => {
    setDone(on)
    try {
      const path = `/tasks/${task.id}/completion`
      keep({ tasks: [await (on ? api.put<Task>(path) : api.delete<Task>(path))] })
    } catch (failure) {
      trouble(asProblem(failure).detail)
    }
    setDone(null)
  }
  const more = [colleague(task.owner_id)?.name.split(" ")[0], task.due_at && momentWords(task.due_at)].filter(Boolean).join(", ")
  return (
    <li>
      <label className={classes.task} data-done={ticked || undefined}>
        <input type="checkbox" checked={ticked} onChange={(event) => void tick(event.currentTarget.checked)} />
        <span>{task.text}{more && <small>{more}</small>}</span>
      </label>
    </li>
  )
}
