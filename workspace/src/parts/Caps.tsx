import { caps } from "../shell/keys"
import classes from "./parts.module.css"

/** A key as it stands on the keyboard. */
export function Caps({ keys }: { keys: string }) {
  return (
    <span className={classes.caps} aria-hidden="true">
      {caps(keys).map((cap, index) => <kbd key={index} className={classes.cap}>{cap}</kbd>)}
    </span>
  )
}
