import { t } from "../../../i18n"
import { TryOut } from "../connected/TryOut"

/** Try its connections, and say in plain words what works and what to do about the rest. */
export const TryMailbox = ({ inbox, ...given }: { inbox: string; tried?: (fine: boolean) => void; main?: boolean }) =>
  <TryOut path={`/inboxes/${inbox}/test`} words={{ busy: t("settings.testing"), fine: t("settings.test_fine") }} {...given} />
