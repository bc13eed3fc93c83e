import { api } from "../../api/client"
import type { Tag } from "../../api/types"
import { t } from "../../i18n"
import { useLoaded } from "../../live/loaded"
import { Empty } from "../../parts/States"
import { listed, type Listed } from "./parts/listed"
import { Row, Rows, Sheet, When } from "./parts/parts"

/** Tags are made by using them; here they are counted and opened. */
export default function Tags() {
  const loaded = useLoaded("tags", (signal) => api.get<Listed<string | Tag>>("/tags", undefined, signal))
  return (
    <Sheet title={t("settings.tags")} lead={t("settings.tags_lead")}>
      <When loaded={loaded}>
        {(data) => listed(data).length ? (
          <Rows label={t("settings.tags")}>
            {listed(data).map((each) => (typeof each === "string" ? { name: each, count: undefined } : each)).map(({ name, count }) => (
              <Row key={name} name={name} href={`/inbox/all?tag=${encodeURIComponent(name)}`} words={count === undefined ? undefined : t("settings.tag_count", { count })} />
            ))}
          </Rows>
        ) : <Empty title={t("settings.tags_none")}>{t("settings.tags_none_more")}</Empty>}
      </When>
    </Sheet>
  )
}
