import { Component, type ReactNode } from "react"
import { t } from "../i18n"
import { Trouble } from "../parts/States"

/** A page that trips does not take the desk down with it. */
export class Caught extends Component<{ children: ReactNode }, { failure: Error | null }> {
  override state = { failure: null as Error | null }

  static getDerivedStateFromError(failure: Error) {
    return { failure }
  }

  override componentDidCatch(failure: Error) {
    console.error(failure)
  }

  override render() {
    if (!this.state.failure) return this.props.children
    return <Trouble title={t("error.page")} problem={{ detail: t("error.unknown") }} again={() => this.setState({ failure: null })} />
  }
}
