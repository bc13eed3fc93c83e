import { Button } from "@mantine/core"
import { api, type Page } from "../../../api/client"
import type { PolicyChange, Ruling } from "../../../api/ruling"
import { t } from "../../../i18n"
import { useAgent } from "../../../live/desk"
import { useLoaded } from "../../../live/loaded"
import { useUnsaved } from "../../../shell/unsaved"
import { may as mayBe } from "../pages"
import { Fault, Sheet, When } from "../parts/parts"
import { Bounds } from "./Bounds"
import { Changes } from "./Changes"
import { useDraft, type Draft } from "./draft"
import { Roles } from "./Roles"
import { Rules } from "./Rules"
import { changeWords } from "./says"
import { TryIt } from "./TryIt"
import classes from "./policy.module.css"

/** What each of us may give, on one page: read by everybody, written by admins. */
export default function Policy() {
  const { role } = useAgent()
  const may = role === "admin"
  const loaded = useLoaded("commerce-policy", (signal) => api.get<Ruling>("/commerce-policy", undefined, signal))
  return (
    <div className={classes.page}>
      <Sheet title={t("policy.title")} lead={t(may ? "policy.lead" : "policy.lead_read")}>
        <When loaded={loaded}>{(rules) => <Written first={rules} may={may} told={mayBe(role, "lead")} />}</When>
      </Sheet>
    </div>
  )
}

function Written({ first, may, told }: { first: Ruling; may: boolean; told: boolean }) {
  const changes = useLoaded(told ? "commerce-policy changes" : null, (signal) => api.get<Page<PolicyChange>>("/commerce-policy/changes", undefined, signal))
  const draft = useDraft(first, changes.again)
  return (
    <div className={classes.columns}>
      <div>
        <Roles draft={draft} may={may} />
        <Bounds draft={draft} may={may} />
        <Rules draft={draft} may={may} />
        {told && <Changes loaded={changes} currency={draft.rules.currency} />}
        {may && <Unsaved draft={draft} />}
      </div>
      <TryIt draft={draft} />
    </div>
  )
}

/** What is not saved yet stands at the foot of the window, with what it changes. */
function Unsaved({ draft }: { draft: Draft }) {
  const { changed, problem } = draft
  const shown = changed.length > 0 || draft.faulty
  useUnsaved(shown)
  return (
    <div className={classes.unsaved} data-shown={shown || undefined} role="region" aria-label={t("policy.save")} hidden={!shown}>
      <div>
        <p role="status"><b>{t("policy.unsaved", { count: changed.length })}</b></p>
        <ul>{changed.slice(0, 4).map((each) => <li key={each.rule}>{changeWords(each, draft.rules.currency)}</li>)}{changed.length > 4 && <li>…</li>}</ul>
        {draft.moved && <p data-tone="soon" role="alert">{t("policy.moved")}</p>}
        <Fault problem={problem} />
      </div>
      <div className={classes.feet}>
        <Button variant="default" onClick={draft.forget}>{t("policy.forget")}</Button>
        <Button loading={draft.busy} disabled={draft.faulty || !changed.length} onClick={() => void draft.save()}>{t("policy.save")}</Button>
      </div>
    </div>
  )
}
