import { Route, Switch } from "wouter"
import { Join } from "./Join"
import { Reset } from "./Reset"
import { SignIn } from "./SignIn"

export default function Doors() {
  return (
    <Switch>
      <Route path="/join/:token"><Join /></Route>
      <Route path="/reset/:token?"><Reset /></Route>
      <Route><SignIn /></Route>
    </Switch>
  )
}
