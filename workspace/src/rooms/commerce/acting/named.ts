import type { Person } from "../../../api/types"
import { t } from "../../../i18n"
import { bare } from "../pane/order"
import { OF_CUSTOMER, type Doing } from "./kinds"

/** What a dialog and its command are called: the action, and what it is done to. */
export const named = (doing: Doing, number: string, person: Person): string =>
  number && !OF_CUSTOMER.has(doing)
    ? t("do.titled", { act: t(`do.menu.${doing}`), number: bare(number) })
    : t("do.titled_person", { act: t(`do.menu.${doing}`), name: person.name || t("person.nameless") })
