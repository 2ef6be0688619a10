/** A reader of addresses that keeps the named parts of the query that are text, and drops all others. */
export function textParam<Name extends string>(...names: Name[]): (search: Record<string, unknown>) => { [Each in Name]?: string | undefined } {
  return (search) => {
    const found: { [Each in Name]?: string | undefined } = {}
    for (const name of names) {
      const value = search[name]
      if (typeof value === 'string' && value !== '') found[name] = value
    }
    return found
  }
}
