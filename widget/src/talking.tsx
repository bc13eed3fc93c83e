/** Fetched with the first key pressed: see door.ts. */
export { bell } from "./bell"
export { Talk } from "./talk"
export { Peek } from "./view/Peek"
export { Said } from "./view/Said"
export { browserWorld } from "./world"
export { default as css } from "./view/said.css?inline"
