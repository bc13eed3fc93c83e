import type { Conversation, MessageEntry, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { pageName, useSpot } from "../../../live/visitors"
import { firstName, onlySays } from "../names"
import { focusComposer, write } from "./state"
import type { Whom } from "./whom"
import classes from "./composer.module.css"

/** Who that is, so that nobody takes one session for the other. */
export function useWho(word: MessageEntry | undefined, person: Person): string {
  const spot = useSpot(person.identity_id, word?.person_id)
  const name = firstName(person.name) || t("person.nameless")
  if (!word || !onlySays(word, person)) return name
  const page = spot ? pageName(spot) : ""
  return page ? t("whom.claims_on", { name, page }) : t("whom.claims", { name })
}

/** Somebody else wrote while I did: whose answer is this? */
export function WhomPanel({ conversation, person, whom }: { conversation: Conversation; person: Person; whom: Whom }) {
  const mine = useWho(whom.word, person)
  const theirs = useWho(whom.other, person)
  if (!whom.other) return null
  const choose = (word: MessageEntry | undefined) => {
    write(conversation.id, { handle_id: word?.handle_id ?? null, to: null, cc: [] })
    focusComposer()
  }
  return (
    <div className={classes.overtaken} role="alert">
      <h3>{t("whom.wrote", { who: theirs })}</h3>
      <blockquote dir="auto">{whom.other.body.text}</blockquote>
      <p>
        {whom.word && <button type="button" className="word" onClick={() => choose(whom.word)}>{t("whom.keep", { who: mine })}</button>}
        <button type="button" className="word" onClick={() => choose(whom.other)}>{t("whom.answer", { who: theirs })}</button>
      </p>
    </div>
  )
}
