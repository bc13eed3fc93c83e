/** Short lists come whole or as a page; here both are a list. */
export type Listed<T> = T[] | { items: T[]; next?: string | null }
export const listed = <T>(data: Listed<T>): T[] => (Array.isArray(data) ? data : data.items)
