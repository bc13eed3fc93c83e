import card from "./card"
import composer from "./composer"
import conversations from "./conversations"
import core from "./core"
import health from "./health"
import people from "./people"
import search from "./search"
import settings from "./settings"
import setup from "./setup"
import team from "./team"
import timeline from "./timeline"

export default { ...core, ...conversations, ...timeline, ...composer, ...card, ...health, ...people, ...search, ...settings, ...setup, ...team }
