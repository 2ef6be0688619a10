/** An answer of the API with one thing in it changed: itself, or an item of its lists. The same object where it is not in it. */
type Item = { id: string }

const LISTS = ['items', 'posts', 'profiles'] as const

export function changedIn(value: unknown, id: string, change: (item: Item) => Item | null): unknown {
  if (typeof value !== 'object' || value === null) return value
  // What a page is about stays when it is gone: the page says so when it is asked for again.
  if ((value as Partial<Item>).id === id) return change(value as Item) ?? value
  let changed = value as Record<string, unknown>
  for (const name of LISTS) {
    const list = changed[name]
    if (!Array.isArray(list) || !list.some((each) => (each as Item).id === id)) continue
    changed = { ...changed, [name]: (list as Item[]).flatMap((each) => (each.id === id ? change(each) ?? [] : each)) }
  }
  return changed
}
