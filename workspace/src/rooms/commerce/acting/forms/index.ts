import { among, type AnyForm } from "../form"
import type { Doing } from "../kinds"
import { ADDRESS } from "./Address"
import { CANCEL } from "./Cancel"
import { DUPLICATE } from "./Duplicate"
import { EDIT_ITEMS } from "./EditItems"
import { GIFT } from "./Gift"
import { NEW_ORDER } from "./NewOrder"
import { CUSTOMER, NOTES } from "./Notes"
import { PAYMENT } from "./Payment"
import { REFUND } from "./Refund"
import { RETURN } from "./Return"
import { SEND_AGAIN } from "./SendAgain"

/** Every dialog's own part. A new action is one more line here, and one in `kinds`. */
export const FORMS: Readonly<Record<Doing, AnyForm>> = {
  refund: among(REFUND), cancel: among(CANCEL), edit_lines: among(EDIT_ITEMS), replace: among(SEND_AGAIN), return: among(RETURN), edit_address: among(ADDRESS), change_payment: among(PAYMENT),
  duplicate: among(DUPLICATE), gift: among(GIFT), create: among(NEW_ORDER), notes: among(NOTES), customer: among(CUSTOMER),
}
