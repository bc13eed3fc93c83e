import card from "./card"
import composer from "./composer"
import conversations from "./conversations"
import core from "./core"
import people from "./people"
import search from "./search"
import settings from "./settings"
import setup from "./setup"
import team from "./team"
import timeline from "./timeline"

export default { ...core, ...conversations, ...timeline, ...composer, ...card, ...people, ...search, ...settings, ...setup, ...team }
