/** What a shopkeeper calls them: the first word of a name, without the comma of "Colissimo, claims". */
export const firstName = (name: string): string => (name.trim().split(/\s+/)[0] ?? "").replace(/[,;:]+$/, "")
