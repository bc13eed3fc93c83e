import { t } from "../../../i18n"
import { Section } from "../parts/parts"
import type { Draft } from "./draft"
import { Choice, Lines, NotAfter, Tick, Whole } from "./fields"
import { Part } from "./Part"
import { ofCancel, ofEdit, ofExchanges, ofPayment, ofReturns } from "./says"
import classes from "./policy.module.css"

/** What the shop allows at all. */
export function Rules({ draft, may }: { draft: Draft; may: boolean }) {
  const { rules } = draft
  const ways = [{ value: "any", label: t("policy.f_ways_any") }, { value: "original_or_gift_card", label: t("policy.f_ways_original") }]
  return (
    <Section title={t("policy.rules")} lead={t("policy.rules_lead")}>
      <Part title={t("policy.cancel")} says={ofCancel(rules)} draft={draft} may={may} paths={["cancel"]}>
        <div className={classes.row}><Whole draft={draft} path="cancel.minutes" label={t("policy.f_minutes")} /></div>
        <div className={classes.ticks}><Tick draft={draft} path="cancel.whole_only" label={t("policy.f_whole")} /><NotAfter draft={draft} path="cancel.not_after" /></div>
        <Lines draft={draft} path="cancel.reasons" label={t("policy.f_reasons")} hint={t("policy.f_reasons_hint")} />
      </Part>
      <Part title={t("policy.edit")} says={ofEdit(rules)} draft={draft} may={may} paths={["edit"]}>
        <div className={classes.ticks}>
          <Tick draft={draft} path="edit.same_product" label={t("policy.f_same")} />
          <Tick draft={draft} path="edit.swaps_only" label={t("policy.f_swaps")} />
          <Tick draft={draft} path="edit.once" label={t("policy.f_once")} />
          <Tick draft={draft} path="edit.way_needed" label={t("policy.f_edit_way")} />
          <NotAfter draft={draft} path="edit.not_after" />
        </div>
      </Part>
      <Part title={t("policy.payment")} says={ofPayment(rules)} draft={draft} may={may} paths={["change_payment"]}>
        <div className={classes.ticks}><NotAfter draft={draft} path="change_payment.not_after" /></div>
      </Part>
      <Part title={t("policy.returns")} says={ofReturns(rules)} draft={draft} may={may} paths={["returns"]}>
        <div className={classes.row}>
          <Whole draft={draft} path="returns.days" label={t("policy.f_return_days")} />
          <Choice draft={draft} path="returns.ways" label={t("policy.f_ways")} data={ways} />
        </div>
        <div className={classes.ticks}>
          <Tick draft={draft} path="returns.delivered_only" label={t("policy.f_delivered")} />
          <Tick draft={draft} path="returns.once" label={t("policy.f_once")} />
          <Tick draft={draft} path="returns.way_needed" label={t("policy.f_way_needed")} />
        </div>
        <Lines draft={draft} path="returns.excluded" label={t("policy.f_excluded")} hint={t("policy.f_excluded_hint")} />
      </Part>
      <Part title={t("policy.exchanges")} says={ofExchanges(rules)} draft={draft} may={may} paths={["exchanges"]}>
        <div className={classes.row}><Whole draft={draft} path="exchanges.days" label={t("policy.f_return_days")} /></div>
        <div className={classes.ticks}><Tick draft={draft} path="exchanges.same_product" label={t("policy.f_same")} /></div>
      </Part>
    </Section>
  )
}
