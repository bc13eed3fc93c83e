export const STEPS = ["owner", "brand", "mailbox", "widget", "colleagues", "hours"] as const
export type StepName = (typeof STEPS)[number]
export interface Setup { needed: boolean; done: boolean; steps: Record<StepName, boolean> | null }

export const isStep = (word: string | undefined): word is StepName => STEPS.includes(word as StepName)
/** Where to go on: the first step that is not behind us, or the end. */
export const nextOpen = (setup: Setup): StepName | "done" => STEPS.find((step) => !setup.steps?.[step]) ?? "done"
export const after = (step: StepName): StepName | "done" => STEPS[STEPS.indexOf(step) + 1] ?? "done"
